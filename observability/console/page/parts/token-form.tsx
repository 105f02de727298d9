/** Asks for the instructor's token. */
export function TokenForm({ onToken }: { readonly onToken: (token: string) => Promise<void> }) {
  return (
    <form
      class="lever"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get('token');
        if (typeof given === 'string') void onToken(given.trim());
      }}
    >
      <h2>The token</h2>
      <p>“lab up” prints it. It stays in this page and is gone when the page is.</p>
      <label>
        Token <input name="token" type="password" required minLength={16} autocomplete="off" />
      </label>
      <div class="buttons">
        <button type="submit">Use it</button>
      </div>
    </form>
  );
}
