/** What an administrator can install, with sample data to try it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { catalog, type Installed, type Offer } from "~/api/catalog";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { textOf } from "~/words";
import styles from "./HomePage.module.css";

export function Catalog() {
  const { t } = useTranslation("home");
  const offers = useQuery({ queryKey: keys.catalog, queryFn: ({ signal }) => catalog.list(signal) });
  const [installed, setInstalled] = useState<Installed | null>(null);
  const open = offers.data?.filter(({ is_installed }) => !is_installed) ?? [];
  return (
    <>
      {open.length > 0 ? (
        <section className={styles.section}>
          <h2 className={styles.heading}>{t("catalog")}</h2>
          <ul className={styles.tiles}>
            {open.map((offer) => (
              <li key={offer.key}>
                <OfferTile offer={offer} onInstalled={setInstalled} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {installed && Object.keys(installed.logins).length > 0 ? (
        <SampleLogins installed={installed} onClose={() => setInstalled(null)} />
      ) : null}
    </>
  );
}

function OfferTile({ offer, onInstalled }: { offer: Offer; onInstalled: (installed: Installed) => void }) {
  const { t } = useTranslation("home");
  const locale = useLocale();
  const cache = useQueryClient();
  const { notification } = useFeedback();
  const name = textOf(offer.label, locale);
  const installing = useMutation({
    mutationFn: (sample: boolean) => catalog.install(offer.key, sample),
    onSuccess: async (answer) => {
      onInstalled(answer);
      await cache.invalidateQueries({ queryKey: keys.apps });
      await cache.invalidateQueries({ queryKey: keys.catalog });
    },
    onError: (thrown) =>
      notification.error({ title: t("not_installed", { name }), description: sentenceOf(thrown) }),
  });
  return (
    <div className={styles.tile}>
      <AppIcon app={offer} size={40} />
      <span className={styles.text}>
        <strong>{name}</strong>
        <span className={styles.description}>{textOf(offer.description, locale)}</span>
        <span className={styles.deeds}>
          <Button
            type="primary"
            size="small"
            loading={installing.isPending}
            onClick={() => installing.mutate(offer.has_sample)}
          >
            {offer.has_sample ? t("install_sample") : t("install")}
          </Button>
          {offer.has_sample ? (
            <Button size="small" disabled={installing.isPending} onClick={() => installing.mutate(false)}>
              {t("install_empty")}
            </Button>
          ) : null}
        </span>
      </span>
    </div>
  );
}

function SampleLogins({ installed, onClose }: { installed: Installed; onClose: () => void }) {
  const { t } = useTranslation("home");
  return (
    <Modal
      open
      title={t("logins")}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t("logins_noted")}
        </Button>
      }
    >
      <p>{t("logins_text", { count: installed.records })}</p>
      <table className={styles.logins}>
        <thead>
          <tr>
            <th>{t("login")}</th>
            <th>{t("password")}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(installed.logins).map(([login, password]) => (
            <tr key={login}>
              <td>{login}</td>
              <td>{password}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
