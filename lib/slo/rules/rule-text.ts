import { durationText } from '../duration-text';
import type { Labels, Rule, RuleGroup } from './rule';

/** A rule file in YAML. Written by hand: a thousand SLOs have ninety thousand rules, and a YAML library takes a minute. */
export function ruleFileText(header: string, groups: readonly RuleGroup[]): string {
  return `${header}\ngroups:\n${groups.map(groupText).join('')}`;
}

function groupText({ name, intervalSeconds, rules }: RuleGroup): string {
  const interval = intervalSeconds === undefined ? '' : `    interval: ${durationText(intervalSeconds)}\n`;
  return `  - name: ${scalar(name)}\n${interval}    rules:\n${rules.map(ruleText).join('')}`;
}

function ruleText(rule: Rule): string {
  if ('record' in rule) {
    return `      - record: ${scalar(rule.record)}\n${blockText('expr', rule.expr)}${mapText('labels', rule.labels)}`;
  }
  const { forSeconds, keepFiringSeconds } = rule;
  return [
    `      - alert: ${scalar(rule.alert)}\n`,
    blockText('expr', rule.expr),
    forSeconds > 0 ? `        for: ${durationText(forSeconds)}\n` : '',
    keepFiringSeconds > 0 ? `        keep_firing_for: ${durationText(keepFiringSeconds)}\n` : '',
    mapText('labels', rule.labels),
    mapText('annotations', rule.annotations),
  ].join('');
}

/** A literal block keeps an expression as it was written, quotes and all. */
function blockText(key: string, text: string): string {
  return `        ${key}: |-\n${text
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('')}`;
}

function mapText(key: string, map: Labels): string {
  const entries = Object.entries(map);
  if (entries.length === 0) return '';
  return `        ${key}:\n${entries.map(([name, value]) => `          ${name}: ${scalar(value)}\n`).join('')}`;
}

/** A plain scalar where nothing could be read as something else, else a double-quoted one, whose escapes JSON shares. */
export function scalar(text: string): string {
  return /^[A-Za-z][A-Za-z0-9_:./-]*$/.test(text) && !/:$|^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
