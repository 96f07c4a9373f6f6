"""A person ends sessions of the same person at other places, and nobody else's."""

from tests.mortise.api.conftest import SignIn


def test_one_session_is_ended_and_the_others_go_on(sign_in: SignIn) -> None:
    here, there, elsewhere = sign_in("rep"), sign_in("rep"), sign_in("rep")
    [own] = [item for item in there.get("/api/me/sessions").json()["items"] if item["current"]]

    ended = here.delete(f"/api/me/sessions/{own['id']}")
    again = here.delete(f"/api/me/sessions/{own['id']}")

    assert (ended.status_code, again.status_code) == (204, 404)
    assert [client.get("/api/me").status_code for client in (here, there, elsewhere)] == [200, 401, 200]


def test_nobody_ends_the_session_of_another(sign_in: SignIn) -> None:
    rep, manager = sign_in("rep"), sign_in("manager")
    [session] = rep.get("/api/me/sessions").json()["items"]

    assert manager.delete(f"/api/me/sessions/{session['id']}").status_code == 404
    assert rep.get("/api/me").status_code == 200


def test_the_name_of_a_session_proves_nothing(sign_in: SignIn) -> None:
    rep = sign_in("rep")
    [session] = rep.get("/api/me/sessions").json()["items"]

    rep.cookies.set("sid", session["id"])

    assert rep.get("/api/me").status_code == 401
