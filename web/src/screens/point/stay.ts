/** While somebody speaks through this page, *Back* and *Close* must not cut them off by accident. */

/** Returns what ends the guard. `tried` is called when *Back* was pressed. */
export function stay(tried: () => void): () => void {
  const here = window.location.href;
  const guard = () => history.pushState({ stay: true }, '', here);
  const onpopstate = () => {
    guard();
    tried();
  };
  const onbeforeunload = (event: BeforeUnloadEvent) => event.preventDefault();
  guard();
  window.addEventListener('popstate', onpopstate);
  window.addEventListener('beforeunload', onbeforeunload);
  return () => {
    window.removeEventListener('popstate', onpopstate);
    window.removeEventListener('beforeunload', onbeforeunload);
    if ((history.state as { stay?: boolean } | null)?.stay && window.location.href === here) history.back();
  };
}
