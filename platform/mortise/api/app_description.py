"""The API of one application in OpenAPI, with a schema for the records of every form as the reader may know them."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Annotated, Any, Final

import orjson
from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from engines.definition import Label, Locale
from engines.form.schema import Form
from mortise.access.answers import Answer, answer_of
from mortise.access.rights import AppRights, FormRights
from mortise.api.entrance import enter
from mortise.api.file_paths import FILE_PATHS, FILE_SCHEMAS
from mortise.api.form_schemas import NAMED, form_schemas
from mortise.api.record_paths import FORM, PATHS, RECORDS, reference
from mortise.api.record_schemas import SCHEMAS, Described
from mortise.definitions.published import PublishedApp
from mortise.definitions.roles import Action

router: Final = APIRouter(tags=["apps"])

OPENAPI: Final = "3.1.0"
ASK_AGAIN: Final = "private, no-cache"
MOST_KEPT: Final = 32
INTRODUCTION: Final = Label(
    zh_cn=(
        "本应用的接口。凭证放在 Authorization: Bearer 头中；所列内容以您的权限为限：看不到的表单与字段不在其中，"
        "只读字段标有 readOnly。"
    ),
    en=(
        "The API of this application. A token is sent as Authorization: Bearer. What is listed is what you may know "
        "of: forms and fields that are hidden from you are not there, and those that you may only read are readOnly."
    ),
)
NEEDED: Final[Mapping[tuple[str, str], tuple[Action, ...]]] = {
    (RECORDS, "post"): ("create",),
    (RECORDS + "/{id}", "patch"): ("edit",),
    (RECORDS + "/{id}", "delete"): ("delete",),
    (RECORDS + "/{id}/restore", "post"): ("delete",),
    (RECORDS + "/{id}/transfer", "post"): ("transfer",),
    (RECORDS + "/bulk", "post"): ("edit", "delete", "transfer"),
    (FORM + "/imports", "post"): ("import",),
    (FORM + "/imports/{id}", "get"): ("import",),
}
"""Operations that need an action on some record, any of those named; every other needs `view`."""
SECURITY: Final[Described] = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sid"},
}
CHOOSING: Final = frozenset({"sort", "fields", "expand", "by"})
"""Parameters that take keys of the form."""


@router.get("/api/apps/{app}/openapi.json")
async def describe_app(
    request: Request, app: str, if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """The API of the application, with record schemas, as far as the caller may know of them."""
    context = await enter(request, app)
    answer = description_for(context.app, context.rights, context.locale)
    headers = {"ETag": answer.tag, "Cache-Control": ASK_AGAIN, "Vary": "Cookie, Authorization"}
    if answer.is_among(if_none_match):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, headers=headers, media_type="application/json")


@lru_cache(maxsize=MOST_KEPT)
def description_for(app: PublishedApp, rights: AppRights, locale: Locale) -> Answer:
    """What everybody with these rights is answered in a language."""
    return answer_of(orjson.dumps(app_description(app, rights, locale)))


def app_description(app: PublishedApp, rights: AppRights, locale: Locale) -> Mapping[str, object]:
    """The document."""
    forms = [app.schema.forms[form.key] for form in app.definition.forms if form.key in rights.forms]
    schemas: dict[str, object] = {**SCHEMAS, **FILE_SCHEMAS, "Named": NAMED}
    paths: dict[str, object] = {}
    for form in forms:
        own = rights.form(form.key)
        schemas.update(form_schemas(form, own, locale))
        paths.update(form_paths(app.key, form, own, locale))
    label = app.definition.label.text(locale)
    return {
        "openapi": OPENAPI,
        "info": {"title": label, "version": str(app.version), "description": INTRODUCTION.text(locale)},
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"session": []}],
        "tags": [{"name": form.key, "description": form.definition.label.text(locale)} for form in forms],
        "paths": {**paths, **FILE_PATHS},
        "components": {"securitySchemes": SECURITY, "schemas": schemas},
    }


def form_paths(app: str, form: Form, rights: FormRights, locale: Locale) -> Iterator[tuple[str, Described]]:
    """The addresses of one form's records, with what may be done there."""
    for path, operations in PATHS.items():
        granted = {
            method: operation
            for method, operation in operations.items()
            if not rights.actions.isdisjoint(NEEDED.get((path, method), ("view",)))
        }
        if granted:
            place = path.replace("{app}", app).replace("{form}", form.key)
            yield (
                place,
                {
                    method: form_operation(form, rights, path, method, operation)
                    for method, operation in granted.items()
                },
            )


def form_operation(form: Form, rights: FormRights, path: str, method: str, operation: Described) -> Described:
    """An operation on records of any form, told of the records of one."""
    found: dict[str, Any] = deepcopy(dict(operation))
    found["tags"] = [form.key]
    found["operationId"] = ".".join((form.key, method, *path.removeprefix(FORM).strip("/").split("/")))
    found["operationId"] = found["operationId"].replace("{", "").replace("}", "")
    found["parameters"] = [
        with_keys(form, rights, parameter)
        for parameter in found["parameters"]
        if parameter["name"] not in {"app", "form"}
    ]
    if path in {RECORDS, RECORDS + "/{id}"} and "requestBody" in found:
        name = f"{form.key}.new" if method == "post" else f"{form.key}.change"
        found["requestBody"]["content"]["application/json"]["schema"] = reference(name)
    own = {"Record": form.key, "RecordPage": f"{form.key}.page"}
    for response in found["responses"].values():
        for content in response["content"].values():
            name = str(content["schema"].get("$ref", "")).rsplit("/", 1)[-1]
            if name in own:
                content["schema"] = reference(own[name])
    return found


def with_keys(form: Form, rights: FormRights, parameter: Described) -> Described:
    """A parameter that takes keys, with those that there are."""
    if parameter["name"] not in CHOOSING:
        return parameter
    keys = ", ".join(key for key in form.fields if rights.field(key).access != "hidden")
    return {**parameter, "description": f"{parameter['description']} Fields: {keys}."}
