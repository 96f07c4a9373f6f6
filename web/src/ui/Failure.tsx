/** What could not be read, in words, with a way to try again. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Problem, sentenceOf } from "~/api/problem";
import { Notice } from "./Notice";

interface FailureProps {
  thrown: unknown;
  onRetry?: () => void;
}

export function Failure({ thrown, onRetry }: FailureProps) {
  const { t } = useTranslation("shell");
  const status = thrown instanceof Problem ? thrown.status : 0;
  const picture = status === 404 ? "lost" : status === 403 ? "locked" : "broken";
  const title =
    status === 404 ? t("failure.lost") : status === 403 ? t("failure.locked") : t("failure.title");
  return (
    <Notice
      role="alert"
      picture={picture}
      title={title}
      actions={
        <>
          {onRetry && status !== 404 && status !== 403 ? (
            <Button type="primary" onClick={onRetry}>
              {t("failure.retry")}
            </Button>
          ) : null}
          {status === 404 || status === 403 ? <Button href="/">{t("failure.home")}</Button> : null}
        </>
      }
    >
      {status === 404 ? t("errors:http_404") : sentenceOf(thrown)}
    </Notice>
  );
}
