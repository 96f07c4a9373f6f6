/** A record at an address of its own. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { useLocale } from "~/ui/appearance";
import { usePhone } from "~/ui/phone";
import { textOf } from "~/words";
import { useAddressedForm, useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { Missing } from "../Missing";
import styles from "./RecordPage.module.css";
import { RecordView } from "./RecordView";

export function RecordPage() {
  const { t } = useTranslation("record");
  const { id: written = "" } = useParams();
  const app = useCurrentApp();
  const form = useAddressedForm();
  const locale = useLocale();
  const phone = usePhone();
  const navigate = useNavigate();
  const id = Number(written);
  if (!form || !Number.isSafeInteger(id) || id <= 0) return <Missing />;
  const list = addresses.list(app.key, form.key);
  return (
    <RecordView
      key={`${form.key}/${id}`}
      form={form}
      id={id}
      wide
      onGone={() => void navigate(list)}
      navigation={
        <Link to={list} className={styles.back}>
          <ArrowLeftOutlined aria-hidden />
          {/* Above it, where there is room for that, stands the form's name already. */}
          {phone ? textOf(form.label, locale) : t("back")}
        </Link>
      }
    />
  );
}
