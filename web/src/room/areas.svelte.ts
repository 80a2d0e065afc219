/** A view as state, area by area: who reads the floor is not woken when a point changes. */

import { AREAS, type View } from '../wire';

class Area {
  now = $state.raw<unknown>();
}

export class Areas {
  /** The same object for ever, whose areas are always those of the view taken last. */
  readonly view: View;
  #areas = AREAS.map((name) => [name, new Area()] as const);

  constructor() {
    this.view = Object.defineProperties(
      {},
      Object.fromEntries(this.#areas.map(([name, area]) => [name, { get: () => area.now, enumerable: true }])),
    ) as View;
  }

  take(view: View): void {
    for (const [name, area] of this.#areas) area.now = view[name];
  }
}
