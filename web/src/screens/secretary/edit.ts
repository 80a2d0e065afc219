/** An edit of a line under way. `base` is the text that it began from, `version` its number. */
export interface Edit {
  text: string;
  base: string;
  version: number;
}

export const draftKey = (segment: string) => `segment.${segment}`;
