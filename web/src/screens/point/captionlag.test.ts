import { expect, it } from 'vitest';
import { CaptionLag } from './captionlag';

it('measures captions that come, and not those that were there', () => {
  const lag = new CaptionLag();
  lag.saw(500, 900); // not connected yet
  lag.connected(60_000);
  lag.saw(1000, 60_100); // as we joined
  lag.saw(undefined, 60_200);
  expect(lag.ms).toBe(0);
  lag.saw(61_000, 61_450);
  expect(lag.ms).toBe(450);
  lag.saw(61_000, 70_000); // another part of the view changed
  lag.connected(90_000);
  lag.saw(72_000, 90_100); // put there while the line was away
  expect(lag.ms).toBe(450);
  lag.saw(99_500, 99_400); // clocks differ by a little
  expect(lag.ms).toBe(1);
});
