"""List the names people in Germany carry today, grouped so that first and last name fit each other."""

from __future__ import annotations

from dataclasses import dataclass

from partnerportal.config.seed.chance import Chance

FEMALE, MALE = "Frau", "Herr"


@dataclass(frozen=True, slots=True)
class Origin:
    """Hold the names of families with one background."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    last: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GERMAN = Origin(
    female=_words(
        "Amelie Andrea Anke Annika Antje Barbara Birgit Britta Carla Charlotte Clara Dörte Elke Emilia Emma Finja "
        "Franziska Frieda Gesa Greta Hannah Heike Helene Ida Imke Ines Jana Johanna Jördis Käthe Karin Katharina "
        "Katrin Lea Leni Lina Lotte Luise Maja Mareike Marie Marlene Martina Mathilda Mia Mila Nele Paula Petra "
        "Rieke Sabine Silke Sophie Stefanie Svenja Tanja Theresa Ursula Wiebke"
    ),
    male=_words(
        "Achim Alexander Andreas Anton Arne Ben Benedikt Bernd Björn Carsten Christian Clemens Daniel Dirk Elias Emil "
        "Erik Felix Finn Florian Frank Frieder Georg Götz Hannes Hauke Henrik Henry Holger Jakob Jan Jannik Jens "
        "Joachim Jonas Jörg Jürgen Kai Karl Konstantin Lars Leo Leon Linus Lukas Malte Markus Matthias Max Moritz "
        "Noah Oskar Paul Philipp Rainer Sebastian Sönke Stefan Theo Thorsten Till Tobias Uwe Volker Wolfgang"
    ),
    last=_words(
        "Ahlers Albrecht Arndt Bachmann Bäcker Bauer Baumgärtner Beckmann Behrens Berger Böhm Böttcher Brandt Brückner "
        "Busch Claßen Dietrich Dörr Ebert Engel Fährmann Feldmann Fischer Förster Frank Friedrich Fuchs Geiger Gerlach "
        "Götz Graf Groß Großmann Günther Haas Hahn Hansen Hartmann Heinrich Herrmann Hofer Hoffmann Hübner Huber Jäger "
        "Jansen Jürgens Kaiser Keller Kirchner Klein Klöckner Köhler König Kraft Krämer Krause Kröger Krüger Kühn "
        "Lange Lehmann Löffler Lorenz Ludwig Maaß Mayr Meier Meyer Möller Müller Nagel Neumann Nölke Oßwald Peters "
        "Petersen Pfeiffer Pohl Preuß Richter Rößler Roth Sauer Schäfer Schmidt Schneider Scholz Schönfeld Schreiber "
        "Schröder Schüßler Schütte Schulz Schwarz Seidel Simon Sommer Stein Strauß Thomsen Ullrich Vogel Vogt Voigt "
        "Wagner Weber Weiß Werner Weßling Winkler Wolff Zimmermann"
    ),
)
_TURKISH = Origin(
    _words(
        "Aylin Ayşe Azra Dilara Elif Emine Esra Fatma Gülay Hatice Leyla Melek Meryem Nesrin Selin Zeynep"
    ),
    _words("Ahmet Burak Cem Deniz Emre Enes Hakan Kaan Kerem Mehmet Murat Mustafa Oğuz Ömer Serkan Yusuf"),
    _words(
        "Acar Arslan Aslan Aydın Aydoğan Bulut Çelik Çetin Demir Doğan Erdoğan Kaplan Kaya Kılıç Koç Korkmaz Öztürk "
        "Özdemir Polat Şahin Şimşek Tekin Yıldırım Yıldız Yılmaz"
    ),
)
_POLISH = Origin(
    _words("Agnieszka Aleksandra Barbara Beata Ewa Hanna Joanna Katarzyna Magdalena Małgorzata Zofia"),
    _words("Adam Andrzej Bartosz Jakub Kacper Krzysztof Łukasz Marek Mateusz Paweł Piotr Tomasz Wojciech"),
    _words(
        "Dąbrowski Jankowski Kamiński Kowalczyk Lewandowski Mazur Nowak Pawlak Sikora Wieczorek Wójcik Wrona"
    ),
)
_EAST = Origin(
    _words(
        "Alina Anastasia Daria Elena Irina Jelena Kateryna Ljudmila Natalia Oksana Olena Swetlana Tatjana Viktoria"
    ),
    _words(
        "Alexej Andrij Artjom Boris Dmitri Eugen Igor Iwan Maksym Michail Oleh Roman Sergej Viktor Waldemar"
    ),
    _words(
        "Bondarenko Epp Fedorenko Friesen Kovalenko Kravchenko Lysenko Melnyk Petrenko Reimer Savchenko Schewtschuk"
    ),
)
_ARABIC = Origin(
    _words("Amina Amira Fatima Hala Iman Jamila Layla Lina Maryam Nour Rania Rima Salma Samira Yasmin Zahra"),
    _words(
        "Adnan Ali Amir Bilal Faris Hassan Ibrahim Karim Khaled Mahmoud Mohamed Omar Rami Samir Tarek Youssef"
    ),
    _words(
        "Abbas Al-Hamad Al-Khatib Amrani Bakkali Darwisch El-Masri Haddad Hamidi Ibrahim Khalil Mansour Saleh Tahiri"
    ),
)
_SOUTH = Origin(
    _words(
        "Alessia Ana Beatriz Chiara Eleni Francesca Giulia Ivana Lucía Maria Marija Marta Mirjana Sofia Valentina"
    ),
    _words(
        "Alessandro Angelo Branko Davide Dragan Georgios Giovanni Goran Ioannis Luca Marco Mateo Nikola Salvatore"
    ),
    _words(
        "Bianchi Conti Costa Esposito Ferreira García Horvat Ilić Jovanović Kovačević Marić Papadopoulos Romano Russo"
    ),
)
_VIETNAMESE = Origin(
    _words("Anh Bích Chi Hạnh Hoa Lan Linh Mai Mei-Lin Ngọc Phương Quỳnh Thảo Thu Trang Yến"),
    _words("Bảo Dũng Đức Hải Hoàng Huy Khánh Long Minh Nam Phúc Quang Sơn Thành Tuấn Việt"),
    _words("Bùi Đặng Đỗ Dương Hoàng Hồ Huỳnh Lê Ngô Nguyễn Phạm Phan Trần Vũ"),
)
_AFRICAN_AND_INDIAN = Origin(
    _words("Abena Adaeze Aisha Akosua Ama Ananya Anjali Chiamaka Esi Fatou Kavya Mariam Ngozi Priya Selam"),
    _words("Arjun Chidi Emeka Kofi Kwabena Kwame Mamadou Nikhil Obinna Rahul Rohan Samuel Tesfaye Vikram"),
    _words(
        "Adeyemi Agyeman Asante Boateng Diallo Eze Gebremedhin Iyer Mensah Nair Okafor Owusu Patel Sharma Singh Traoré"
    ),
)

ORIGINS: tuple[tuple[Origin, int], ...] = (
    (_GERMAN, 68),
    (_TURKISH, 8),
    (_POLISH, 4),
    (_EAST, 6),
    (_ARABIC, 5),
    (_SOUTH, 5),
    (_VIETNAMESE, 2),
    (_AFRICAN_AND_INDIAN, 2),
)
_NOBLE = ("von der Heide", "von Ahlefeld", "zu Löwenthal", "van der Meer", "von Stetten", "vom Brocke")


def origin(chance: Chance) -> Origin:
    """Return the background of a family, as often as it occurs."""
    return chance.weighted(ORIGINS)


def first_name(chance: Chance, background: Origin, salutation: str) -> str:
    """Return a first name; some people carry two, or one with a hyphen."""
    names = background.female if salutation == FEMALE else background.male
    name = chance.choice(names)
    if background is _GERMAN and chance.happens(0.05):
        return (
            f"{name}{chance.choice((' ', '-'))}{chance.choice([other for other in names if other != name])}"
        )
    return name


def last_name(chance: Chance, background: Origin) -> str:
    """Return a family name; a few are double names or noble ones."""
    name = chance.choice(background.last)
    if chance.happens(0.05):
        return f"{name}-{chance.choice([other for other in _GERMAN.last if other != name])}"
    if background is _GERMAN and chance.happens(0.015):
        return chance.choice(_NOBLE)
    return name
