import { Composer, Parser, Schema } from 'yaml';
import { LIMITS } from '../limits';
import { cut } from '../written';
import { convert } from './convert';
import type { YamlDocument, YamlFault } from './nodes';
import { outlineOf, syntaxFault } from './syntax-fault';

/** YAML 1.2's core schema: `yes` is text, `0.99` a number. Shared, since making one costs as much as a document. */
const OPTIONS = { schema: new Schema({ schema: 'core' }), uniqueKeys: false, logLevel: 'silent' } as const;

/** Reads the text of one document (`splitDocuments`). Throws nothing, whatever the text is. */
export function parseYaml(text: string): YamlDocument {
  const refusal = refusalOf(text);
  if (refusal) return { root: undefined, faults: [refusal], isBroken: true };
  const tokens = [...new Parser().parse(text)];
  const outline = outlineOf(tokens);
  if (outline.tooDeep !== undefined) {
    const message = `allowed: at most ${LIMITS.depth} maps and lists inside each other; an SLO needs 12`;
    const fault = { offset: outline.tooDeep, path: '', got: 'deeper nesting than that', message };
    return { root: undefined, faults: [fault], isBroken: true };
  }
  const [document] = new Composer(OPTIONS).compose(tokens, true, text.length);
  const syntaxErrors = [...document!.errors, ...document!.warnings];
  const { root, faults } = convert(document!, text);
  if (syntaxErrors.length === 0) return { root, faults, isBroken: false };
  return { root, faults: [syntaxFault(syntaxErrors, outline, text)], isBroken: true };
}

/** What keeps a text from being parsed at all. */
function refusalOf(text: string): YamlFault | undefined {
  if (text.length > LIMITS.documentLength) {
    const got = `${text.length.toLocaleString('en-US')} characters`;
    const allowed = LIMITS.documentLength.toLocaleString('en-US');
    const message = `allowed: at most ${allowed} characters in a document; put "---" between documents`;
    return { offset: 0, path: '', got, message };
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  const binary = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]|\r(?!\n)/.exec(text);
  if (binary) {
    const code = binary[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = 'allowed: text in UTF-8 with lines that end in a line feed; is this a YAML file?';
    return { offset: binary.index, path: '', got: `the character U+${code}`, message };
  }
  const directive = /^%[^\n]*/.exec(text.replace(/^(?:[ \t\r]*(?:#[^\n]*)?\n)*/, ''));
  if (directive) {
    const message = 'YAML directives are not read: delete the line';
    return { offset: text.indexOf(directive[0]), path: '', got: cut(directive[0]), message };
  }
  return undefined;
}
