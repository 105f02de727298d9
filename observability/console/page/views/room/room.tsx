import { useState } from 'preact/hooks';
import type { ViewProps } from '../../app';
import { Predictions } from '../../parts/predictions';
import { TokenForm } from '../../parts/token-form';
import { useOrders } from '../../orders';
import { Said } from '../../parts/said';
import { useStudent } from '../../student';
import { Instructor } from './instructor';
import { Join } from './join';
import { RoomNow } from './room-now';
import { Student } from './student';

/** The students' own page on a phone, and the instructor's of the same room. */
export function Room(props: ViewProps) {
  const { picture, token, code } = props;
  const [student, setStudent] = useStudent();
  const { room, slos, hands } = picture;
  return (
    <div class="room">
      {token !== '' && <Instructor {...props} />}
      {token === '' && student !== undefined && <Student {...props} student={student} setStudent={setStudent} />}
      {token === '' && student === undefined && (
        <>
          <RoomNow room={room} />
          {room.open && <Join code={code} onJoined={setStudent} />}
        </>
      )}
      {room.question !== null && (
        <Predictions question={room.question} slos={slos.data ?? []} students={room.students} />
      )}
      {token === '' && student === undefined && hands.enabled && <ForInstructors setToken={props.setToken} />}
    </div>
  );
}

function ForInstructors({ setToken }: Pick<ViewProps, 'setToken'>) {
  const [isAsked, setAsked] = useState(false);
  const { send, said } = useOrders();
  if (!isAsked) {
    return (
      <p class="note">
        <button type="button" class="link" onClick={() => setAsked(true)}>
          For the instructor
        </button>
      </p>
    );
  }
  return (
    <>
      <TokenForm
        onToken={async (given) => {
          if ((await send('/sre/hands/check', {}, given)).answer !== undefined) setToken(given);
        }}
      />
      <Said said={said?.good === false ? said : undefined} />
    </>
  );
}
