/** Whether a key was pressed where it is nobody else's: not while something is written, chosen or asked. */
const TAKEN =
  "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog], [role=combobox], [role=listbox], [role=menu], [role=tablist], [role=grid]";

export function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false;
  return !(event.target instanceof Element && event.target.closest(TAKEN));
}
