"""The statements of rights that Europeana accepts as edm:rights ("Available rights statements"; the Schematron of metis-schema).

Exactly these addresses: http, with the slash at the end. The ports of Creative Commons are those of each version; there is none of Kazakhstan.
"""

import re
from functools import lru_cache
from typing import Final

_CC: Final = "by|by-sa|by-nd|by-nc|by-nc-sa|by-nc-nd"
_PORTS_2: Final = "au|at|be|br|ca|cl|hr|uk|fr|de|it|jp|nl|pl|kr|es|tw"
_PORTS_25: Final = "ar|au|br|bg|ca|cn|co|hr|dk|hu|in|il|it|mk|my|mt|mx|nl|pe|pl|pt|scotland|si|za|es|se|ch|tw"
_PORTS_3: Final = "au|at|br|cl|cn|cr|hr|cz|ec|eg|ee|fr|de|gr|gt|hk|igo|ie|it|lu|nl|nz|no|ph|pl|pt|pr|ro|rs|sg|za|es|ch|tw|th|ug|us|ve|vn"
_ACCEPTED: Final = re.compile(
    rf"http://creativecommons\.org/(?:"
    rf"licenses/(?:(?:{_CC}|by-nd-nc)/1\.0/(?:(?:fi|il|nl)/)?"
    rf"|(?:{_CC})/2\.0/(?:(?:{_PORTS_2})/)?"
    rf"|(?:{_CC})/2\.1/(?:au|es|jp)/"
    rf"|(?:{_CC})/2\.5/(?:(?:{_PORTS_25})/)?"
    rf"|(?:{_CC})/3\.0/(?:(?:{_PORTS_3})/)?"
    rf"|(?:{_CC})/4\.0/)"
    rf"|publicdomain/(?:zero|mark)/1\.0/)"
    rf"|http://rightsstatements\.org/vocab/(?:NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0/"
)


@lru_cache(maxsize=1024)
def is_accepted(rights: str) -> bool:
    """Tell whether Europeana takes this as edm:rights."""
    return _ACCEPTED.fullmatch(rights) is not None
