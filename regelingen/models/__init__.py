from regelingen.models.parameter import Parameter
from regelingen.models.regeling import Regeling

__all__ = ["Parameter", "Regeling"]
