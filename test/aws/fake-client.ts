type FakeClient<Client> = Client & { readonly asked: [string, unknown][] };

/** An SDK client whose answers are given by the command's name; it remembers what it was asked. */
export function fakeClient<Client>(answers: Readonly<Record<string, unknown>>): FakeClient<Client> {
  const asked: [string, unknown][] = [];
  const client = {
    asked,
    async send(command: { constructor: { name: string }; input: unknown }) {
      const name = command.constructor.name.replace(/Command$/, '');
      asked.push([name, command.input]);
      const answer = answers[name];
      if (answer instanceof Error) throw answer;
      return answer ?? {};
    },
  };
  return client as unknown as FakeClient<Client>;
}
