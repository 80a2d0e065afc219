import type { OpinionView, SegmentView } from '../../../wire';

/** What was said for a row, as its lines read now; as it was logged, where they are not all here. */
export function wordsOf(row: OpinionView, lines: ReadonlyMap<string, SegmentView>): string {
  const texts = (row.segments ?? []).map((id) => lines.get(id)?.text);
  const whole = texts.length > 0 && texts.every((text) => text !== undefined);
  return whole && !row.withdrawn ? texts.join(' ') : (row.text ?? '');
}
