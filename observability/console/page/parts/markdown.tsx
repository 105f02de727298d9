/** Text of lessons as data: `npm run docs` writes it, so that the page reads no Markdown. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] };

export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** Blocks of text, one below the other. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <One key={index} block={block} />
      ))}
    </>
  );
}

function One({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h4>
          <Line pieces={block.text} />
        </h4>
      );
    case 'paragraph':
      return (
        <p>
          <Line pieces={block.text} />
        </p>
      );
    case 'code':
      return (
        <pre class="scroll" tabIndex={0} role="group" aria-label="Commands or code">
          <code>{block.lines.join('\n')}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Blocks blocks={item} />
        </li>
      ));
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    default:
      return (
        <div class="scroll" tabIndex={0} role="group" aria-label="Table">
          <table>
            <thead>
              <tr>
                {block.head.map((cell, column) =>
                  // A head without a word is none: nobody could read it aloud.
                  cell.length === 0 ? (
                    <td key={column} />
                  ) : (
                    <th key={column} scope="col">
                      <Line pieces={cell} />
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column}>
                      <Line pieces={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

/** The pieces of one line. Links into the project are names of files here: the console serves none. */
export function Line({ pieces }: { readonly pieces: readonly Inline[] }) {
  return (
    <>
      {pieces.map((piece, index) => {
        switch (piece.kind) {
          case 'code':
            return <code key={index}>{piece.text}</code>;
          case 'strong':
            return <strong key={index}>{piece.text}</strong>;
          case 'emphasis':
            return <em key={index}>{piece.text}</em>;
          case 'link':
            return /^https?:/.test(piece.href) ? (
              <a key={index} href={piece.href} target="_blank" rel="noreferrer">
                {piece.text}
              </a>
            ) : (
              <span key={index}>
                {piece.text} <code>{fileOf(piece.href)}</code>
              </span>
            );
          default:
            return piece.text;
        }
      })}
    </>
  );
}

/** `../slo-sla.md#two-clocks`, seen from docs/lessons. */
function fileOf(href: string): string {
  const path = href.replace(/#.*$/, '');
  const above = /^(?:\.\.\/)*/.exec(path)![0].length / 3;
  return [...['docs', 'lessons'].slice(0, Math.max(0, 2 - above)), path.slice(above * 3)].join('/');
}
