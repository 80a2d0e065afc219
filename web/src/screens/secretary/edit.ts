/** An edit of a line under way. `base` is the text that it began from, `version` its number. */
export interface Edit {
  text: string;
  base: string;
  version: number;
  /** What it was typed into has become something else: both texts are shown. */
  clash?: boolean;
}

export const draftKey = (segment: string) => `segment.${segment}`;
