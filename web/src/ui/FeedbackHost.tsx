/** The library's own way of saying and asking. */
import { App } from "antd";
import { useEffect } from "react";

type Told = ReturnType<typeof App.useApp>;

export function FeedbackHost({ onReady }: { onReady: (told: Told) => void }) {
  return (
    <App component={false}>
      <Reached onReady={onReady} />
    </App>
  );
}

function Reached({ onReady }: { onReady: (told: Told) => void }) {
  const told = App.useApp();
  useEffect(() => onReady(told), [told, onReady]);
  return null;
}
