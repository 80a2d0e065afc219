/** Which page this is. Pages change without a reload: a poor line loads each script once. */

let path = $state.raw(window.location.pathname);
window.addEventListener('popstate', () => (path = window.location.pathname));

export const place = {
  get path(): string {
    return path;
  },
};

export function go(to: string): void {
  history.pushState(null, '', to);
  path = window.location.pathname;
}
