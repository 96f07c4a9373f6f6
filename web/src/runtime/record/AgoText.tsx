/** A moment in relative words, with the full date and time at hand. */
import { useEffect, useState } from "react";
import { useMe } from "~/api/session";
import { instantInWords } from "~/kinds/calendar";
import { useLocale } from "~/ui/appearance";
import { ago } from "./ago";

const MINUTE_MS = 60_000;

export function AgoText({ at }: { at: string }) {
  const locale = useLocale();
  const zone = useMe().company.time_zone;
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={instantInWords(at, locale, zone)}>
      {ago(at, now, locale)}
    </time>
  );
}
