"""How many examples a property is tried with."""

from hypothesis import HealthCheck, settings

ORDINARY = settings.get_profile("counterclaim").max_examples


def examples(number: int) -> settings:
    """Return settings for so many examples, the same ones each time.

    With `--hypothesis-profile=thorough` there are thirty times as many, at random.
    """
    patient = [
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ]
    times = settings().max_examples // ORDINARY
    return settings(
        max_examples=number * times, derandomize=times == 1, suppress_health_check=patient
    )
