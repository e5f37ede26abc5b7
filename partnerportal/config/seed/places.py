"""List real towns with their postal codes; the streets in them are invented."""

from __future__ import annotations

from typing import NamedTuple

from partnerportal.config.seed.chance import Chance


class Place(NamedTuple):
    """Hold a postal address."""

    street: str
    postal_code: str
    city: str


_TOWNS = (
    "50667 Köln|50823 Köln|50937 Köln|51063 Köln|51465 Bergisch Gladbach|53111 Bonn|53332 Bornheim|50354 Hürth|"
    "52062 Aachen|40213 Düsseldorf|41460 Neuss|45127 Essen|44135 Dortmund|48143 Münster|33602 Bielefeld|"
    "42103 Wuppertal|47798 Krefeld|57072 Siegen|56068 Koblenz|54290 Trier|55116 Mainz|65183 Wiesbaden|"
    "60311 Frankfurt am Main|61348 Bad Homburg vor der Höhe|64283 Darmstadt|34117 Kassel|35037 Marburg|"
    "66111 Saarbrücken|67433 Neustadt an der Weinstraße|68159 Mannheim|69117 Heidelberg|76133 Karlsruhe|"
    "79098 Freiburg im Breisgau|70173 Stuttgart|72070 Tübingen|89073 Ulm|88212 Ravensburg|80331 München|"
    "81667 München|85049 Ingolstadt|86150 Augsburg|90402 Nürnberg|91054 Erlangen|93047 Regensburg|94032 Passau|"
    "95444 Bayreuth|97070 Würzburg|99084 Erfurt|07743 Jena|01067 Dresden|04109 Leipzig|09111 Chemnitz|02826 Görlitz|"
    "06108 Halle (Saale)|39104 Magdeburg|10115 Berlin|10437 Berlin|12043 Berlin|14467 Potsdam|03046 Cottbus|"
    "18055 Rostock|19053 Schwerin|17489 Greifswald|20095 Hamburg|22765 Hamburg|21335 Lüneburg|23552 Lübeck|24103 Kiel|"
    "24937 Flensburg|25813 Husum|28195 Bremen|26122 Oldenburg|30159 Hannover|31134 Hildesheim|37073 Göttingen|"
    "38100 Braunschweig|49074 Osnabrück|26506 Norden"
)
TOWNS = tuple(tuple(town.split(" ", 1)) for town in _TOWNS.split("|"))
_STREETS = (
    "Ahornweg|Alte Gärtnerei|Am Brunnenrain|Am Mühlgraben|Amselstieg|An der Kelter|Apfelallee|Auf dem Kamp|Birkenhang|"
    "Brombeerweg|Buchfinkenweg|Dohlengasse|Drosselgrund|Eichenstraße|Elsterweg|Erlenufer|Fährstraße|Fliederweg|"
    "Ginsterbusch|Grüner Winkel|Haselnussweg|Heckenrosenweg|Hinter dem Deich|Hopfengarten|Im Wiesengrund|Jasminweg|"
    "Kastanienallee|Kirschblütenweg|Kranichstraße|Küferstraße|Lavendelweg|Lerchenstraße|Lindenweg|Löwenzahnweg|"
    "Mohnblumenweg|Möwenweg|Mühlenstraße|Nussbaumstraße|Pappelallee|Quittenweg|Rebhuhnstraße|Reiherweg|Rosengäßchen|"
    "Rotkehlchenweg|Schäferstraße|Schlehenweg|Seilergasse|Storchenweg|Tannenstraße|Ulmenweg|Wacholderweg|"
    "Weißdornstraße|Zaunkönigweg|Zur Alten Ziegelei"
)
STREETS = tuple(_STREETS.split("|"))


def place(chance: Chance) -> Place:
    """Return an address in a real town."""
    postal_code, city = chance.choice(TOWNS)
    return Place(house(chance), postal_code, city)


def house(chance: Chance) -> str:
    """Return an invented street with a house number."""
    letter = chance.choice("abc") if chance.happens(0.12) else ""
    return f"{chance.choice(STREETS)} {chance.randint(1, 128)}{letter}"
