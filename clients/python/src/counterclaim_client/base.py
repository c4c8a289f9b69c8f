"""What all models have in common."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Something that the API answered; what this version does not know is left out."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)
