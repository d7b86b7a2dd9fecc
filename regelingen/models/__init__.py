from regelingen.models.parameter import Parameter
from regelingen.models.regeling import Regeling
from regelingen.models.vraag import Vraag
from regelingen.models.weigeringsgrond import Weigeringsgrond

__all__ = ["Parameter", "Regeling", "Vraag", "Weigeringsgrond"]
