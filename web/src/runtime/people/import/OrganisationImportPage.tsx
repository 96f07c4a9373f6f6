/** A table of people becomes the organisation: a file is tried, looked over, and brought in. */
import { DownloadOutlined, LeftOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "~/api/keys";
import { type Imported, type ImportWish, organisationImport, type Trial } from "~/api/organisationImport";
import { Problem, sentenceOf } from "~/api/problem";
import { useMe } from "~/api/session";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { addresses } from "../../addresses";
import { FileDrop } from "../../import/FileDrop";
import styles from "./OrganisationImport.module.css";
import { OrganisationResult } from "./OrganisationResult";
import { OrganisationTrial } from "./OrganisationTrial";

export function OrganisationImportPage() {
  return useMe().person.is_administrator ? <Steps /> : <Failure thrown={new Problem(403, {})} />;
}

function Steps() {
  const { t } = useTranslation("organisation_import");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const [tried, setTried] = useState<{ file: File; trial: Trial } | null>(null);
  const [done, setDone] = useState<Imported | null>(null);
  const fail = (thrown: unknown): void => void message.error(sentenceOf(thrown), 8);
  const trying = useMutation({
    mutationFn: async (file: File) => ({ file, trial: await organisationImport.check(file) }),
    onSuccess: setTried,
    onError: fail,
  });
  const bringing = useMutation({
    mutationFn: ({ file, wish }: { file: File; wish: ImportWish }) => organisationImport.bringIn(file, wish),
    onSuccess: async (imported) => {
      setDone(imported);
      await Promise.all(
        [keys.people, keys.departments, keys.positions, keys.groups].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      );
    },
    onError: fail,
  });

  return (
    <div className={styles.page}>
      <Link className={styles.back} to={addresses.people}>
        <LeftOutlined aria-hidden /> {t("back")}
      </Link>
      <h1 className={styles.title}>{t("title")}</h1>
      {done ? (
        <OrganisationResult imported={done} />
      ) : tried ? (
        <OrganisationTrial
          name={tried.file.name}
          trial={tried.trial}
          busy={bringing.isPending || trying.isPending}
          onBringIn={(which, invite) =>
            bringing.mutate({ file: tried.file, wish: { which, invite, digest: tried.trial.digest } })
          }
          onAgain={() => trying.mutate(tried.file)}
          onLeave={() => setTried(null)}
        />
      ) : (
        <>
          <p className={styles.intro}>{t("text")}</p>
          <p className={styles.template}>
            <Button icon={<DownloadOutlined aria-hidden />} href={organisationImport.template}>
              {t("template")}
            </Button>
          </p>
          <FileDrop
            form={null}
            hint={t("drop")}
            sending={trying.isPending}
            onFile={(file) => trying.mutate(file)}
          />
          <ul className={styles.promises}>
            {(["matched", "blank", "nobody", "whole"] as const).map((one) => (
              <li key={one}>{t(`promise.${one}`)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
