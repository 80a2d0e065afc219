/** JSON Merge Patch (RFC 7396) on frozen thinking: nothing is changed in place. */

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * `target` after `patch`. Objects along the changed path are new; whatever the patch does not
 * touch keeps its identity, so that a screen redraws only what changed. A patch without effect
 * returns `target` itself.
 */
export function mergePatch<T>(target: T, patch: unknown): T {
  return merged(target, patch) as T;
}

function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const before: Json = isObject(target) ? target : {};
  let after: Json | undefined = before === target ? undefined : {};
  for (const [key, value] of Object.entries(patch)) {
    const has = Object.hasOwn(before, key);
    if (value === null) {
      if (has) delete (after ??= { ...before })[key];
      continue;
    }
    const old = has ? before[key] : undefined;
    const fresh = merged(old, value);
    if (!has || fresh !== old) put((after ??= { ...before }), key, fresh);
  }
  return after ?? before;
}

/** Sets `key` as data, even "__proto__". */
function put(object: Json, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
