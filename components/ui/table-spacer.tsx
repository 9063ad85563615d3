/** In a virtual table: stands for the rows that are not in the page. */
export function TableSpacer({ height }: { height: number }) {
  return height > 0.5 ? (
    <tr aria-hidden>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null
}
