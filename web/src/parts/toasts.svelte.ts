/** Short notices that go by themselves. Bounded: the oldest makes room. */

export type ToastKind = 'plain' | 'good' | 'warn';
export interface Toast {
  id: number;
  text: string;
  kind: ToastKind;
}

const SHOWN = 4;
const MS: Record<ToastKind, number> = { plain: 5000, good: 4000, warn: 10_000 };

let all = $state.raw<readonly Toast[]>([]);
let count = 0;

export const toasts = {
  get all(): readonly Toast[] {
    return all;
  },
  tell(text: string, kind: ToastKind = 'plain'): void {
    const toast = { id: ++count, text, kind };
    all = [...all.filter((one) => one.text !== text), toast].slice(-SHOWN);
    setTimeout(() => toasts.dismiss(toast.id), MS[kind]);
  },
  dismiss(id: number): void {
    all = all.filter((one) => one.id !== id);
  },
};
