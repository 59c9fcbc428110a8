"""What the browser is told it may do."""

from ayumi.shell.security import CONTENT_SECURITY_POLICY, with_form_targets


def test_an_identity_provider_opens_the_forms_policy_and_nothing_else() -> None:
    opened = with_form_targets(CONTENT_SECURITY_POLICY, ["https://login.example.lg.jp"])["DIRECTIVES"]
    plain = CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert opened.pop("form-action") == ["'self'", "https://login.example.lg.jp"]
    assert opened == {name: value for name, value in plain.items() if name != "form-action"}
    assert plain["form-action"] == ["'self'"]
