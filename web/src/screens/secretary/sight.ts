/** Which parts of the transcript are near what is read. One observer for all of them. */

import { getContext, setContext } from 'svelte';
import type { SegmentView } from '../../wire';

/** As far beyond the edge of the box as lines are drawn. */
const BEYOND = '900px 0px';
/** Of the frame's width what the columns beside the text take, px. */
const BESIDE = 204;

type Told = (near: boolean, height: number) => void;

export class Sight {
  #observer: IntersectionObserver | undefined;
  #watched = new Map<Element, Told>();
  #width = 0;
  #latest: () => string;

  /** `latest` is the last line of all: it is in sight when the page opens. */
  constructor(latest: () => string) {
    this.#latest = latest;
  }

  /** Inside which box lines are read. Returns how to stop. */
  within(root: HTMLElement): () => void {
    this.#width = root.clientWidth - BESIDE;
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) this.#watched.get(target)?.(isIntersecting, boundingClientRect.height);
    }, { root, rootMargin: BEYOND });
    for (const one of this.#watched.keys()) this.#observer.observe(one);
    return () => this.#observer?.disconnect();
  }

  /** Tell `told` whenever `one` comes near, or leaves: then how high it was. Returns how to stop. */
  watch(one: Element, told: Told): () => void {
    this.#watched.set(one, told);
    this.#observer?.observe(one);
    return () => {
      this.#watched.delete(one);
      this.#observer?.unobserve(one);
    };
  }

  /** Width of a line of text, px. */
  width(): number {
    return this.#width || 480;
  }

  /** Are lines that have just come drawn at once? */
  begins(rows: readonly SegmentView[]): boolean {
    return rows.some((row) => row.id === this.#latest());
  }
}

const KEY = Symbol('sight');
export const provideSight = (sight: Sight): Sight => setContext(KEY, sight);
export const useSight = (): Sight => getContext<Sight>(KEY);
