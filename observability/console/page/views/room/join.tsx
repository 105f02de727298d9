import { useOrders } from '../../orders';
import { Said } from '../../parts/said';
import type { StudentHere } from '../../student';

/** A name and the room's code, which the QR code has brought along. */
export function Join({ code, onJoined }: { readonly code: string; readonly onJoined: (student: StudentHere) => void }) {
  const { send, said, busy } = useOrders();

  async function join(name: string, given: string): Promise<void> {
    const body = { name, code: given };
    const { answer } = await send('/sre/room/join', body);
    if (answer?.token !== undefined) onJoined({ name: answer.name ?? name, token: answer.token, code: given });
  }
  return (
    <form
      class="lever"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const [name, given] = [textOf(data, 'name'), textOf(data, 'code')];
        void join(name, given);
      }}
    >
      <h2>Join the room</h2>
      <p>What you predict is shown beside your name. Nothing of it is kept: it is gone when the lab is.</p>
      <label>
        Name <input name="name" type="text" required maxLength={24} autocomplete="nickname" />
      </label>
      <label>
        Code
        <input
          name="code"
          type="text"
          required
          maxLength={12}
          defaultValue={code}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
      </label>
      <Said said={said} />
      <div class="buttons">
        <button type="submit" disabled={busy}>
          Join
        </button>
      </div>
    </form>
  );
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}
