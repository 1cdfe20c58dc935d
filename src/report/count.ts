/** A whole number as people read it: `10,000`, whatever the machine's locale. (toLocaleString takes 6 ms to begin with.) */
export function count(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
