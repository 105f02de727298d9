import type { Answered } from '../orders';

/** What came of the last order, spoken when it changes. */
export function Said({ said }: { readonly said: Answered | undefined }) {
  return (
    <div role="status">
      {said && (
        <p class={`banner ${said.good ? 'good' : 'bad'}`}>
          <span aria-hidden="true">{said.good ? '●' : '▲'}</span> {said.text}
        </p>
      )}
    </div>
  );
}
