"""Given names as people in Java bear them, each with the spellings in which clerks and parents write it.

Written down from usage, name by name, not derived by rules: the matcher's rules are not to be judged by
themselves. The common ones stand first; how often one is drawn falls with its place. An underscore is a
space.
"""

from __future__ import annotations

BOYS = """
Muhammad/Muhamad/Mohammad/Mohamad/Mochamad/Mochammad/Muchamad/Moh./Moh/Muh./Moch./M./Mhd.
Ahmad/Achmad/Akhmad/Ahmat/Achmat Rizki/Rizky/Riski/Risky/Rizqi/Rezki Aditya/Adytia/Aditia/Adhitya
Fajar/Fadjar/Pajar Dimas/Dhimas Bagus/Bagoes Arif/Arief/Ariv/Arip Bayu/Bayoe Agus/Agoes Ilham/Ilhamm
Fauzan/Fauzan/Pauzan Farhan/Farkhan/Farchan Hasan/Khasan/Chasan Husein/Husain/Hussein/Khusein
Yusuf/Yusup/Jusuf/Yoesoef Ibrahim/Ibrohim Abdullah/Abdulloh/Abdulah
Abdurrahman/Abdul_Rahman/Abdurrohman/Abd._Rahman Rafi/Rafi'/Raffi/Rafie Raihan/Rayhan/Raihan/Reyhan
Naufal/Nauval/Nofal Zaki/Zakki/Zaky Hafiz/Hafidz/Hafidh/Khafid Faisal/Faishal/Faizal Iqbal/Ikbal
Irfan/Irvan/Erfan Andika/Andhika Eko/Eko Dwi/Dwi Tri/Tri Slamet/Selamet Joko/Djoko Budi/Boedi Wahyu/Wahju
Teguh/Tegoeh Surya/Soerya Putra/Poetra Pratama/Pratamma Saputra/Syaputra Nugroho/Noegroho Wibowo/Wibawa
Hidayat/Hidajat/Hidayatullah Ramadhan/Ramadan/Romadhon/Ramadhon Maulana/Mawlana Firdaus/Firdos
Kurniawan/Kurnia Setiawan/Styawan Santoso/Santosa Prasetyo/Prasetio/Prasetya Hakim/Khakim
Fadli/Fadhli/Fadhly Alfarizi/Al_Farizi/Alfarizy/Al-Farisi Azzam/Azam Zidan/Zidane/Zaidan Kenzo/Kenzo
Arkan/Arkhan Alif/Aliv Gilang/Gilang Rendi/Rendy Rian/Riyan/Ryan Doni/Dony Yoga/Joga Galih/Galeh
Rangga/Rangga Satria/Satriya Bima/Bhima Krisna/Krishna Yudha/Yuda Candra/Chandra/Tjandra Guntur/Goentoer
Lukman/Luqman/Loekman Taufik/Taufiq/Topik Syahrul/Sahrul/Sjahrul Amin/Amien Zainal/Jainal/Zaenal
Mustofa/Mustafa/Musthofa Anwar/Anwar Khoirul/Choirul/Chairul/Khairul Umar/Oemar Usman/Utsman/Oesman
Ali/Aly Ridwan/Ridhwan/Ridwan Sulaiman/Sulaeman/Soelaiman Yahya/Jahja Idris/Idriz Ismail/Ismael
Nizam/Nidzam
""".strip()

GIRLS = """
Siti/Sitti Nur/Noer/Nor Aisyah/Aisah/Aisha/'Aisyah/Aisjah Aminah/Aminnah Putri/Putrie/Poetri Dewi/Dewie
Ayu/Ayoe Zahra/Zahro/Jahra Nabila/Nabilah/Nabilla Salsabila/Salsabilla
Khadijah/Khodijah/Chadidjah/Kadijah Fatimah/Fatima/Fatimmah Kirana/Kirana Anisa/Annisa/Anissa
Rahma/Rahmah/Rohmah Nuraini/Nur'aini/Nur_Aini/Noeraini Maharani/Maharany Lestari/Lestary
Wulandari/Woelandari Intan/Inthan Cahyani/Tjahjani/Cahyany Safitri/Syafitri/Sapitri Azizah/Azizzah/Ajizah
Khoirunnisa/Choirunnisa/Khairunisa/Khoirun_Nisa Hidayah/Hidajah Ramadhani/Ramadani/Romadhoni
Naila/Nayla/Nailah Kayla/Kaila/Keyla Aqila/Aqilah/Akila/Aquila Alya/Aliya/Alia Syifa/Sifa/Shifa
Nadia/Nadya Rina/Rinna Dina/Dinna Lina/Linna Rani/Ranie Sari/Sarie Yuni/Juni Sri/Srie Endah/Indah
Fitri/Fitrie/Pitri Maryam/Mariam/Marjam Halimah/Khalimah Zulaikha/Zulaiha/Julaikha Hafsah/Hafshah/Khafsah
Latifah/Lathifah Amelia/Amalia Safira/Syafira/Shafira Aulia/Auliya/Awlia Asyifa/Assyifa/As_Syifa
Mutiara/Moetiara Permata/Permatta Larasati/Laras_Ati Puspita/Poespita Anggraini/Anggraeni
Widya/Widia/Widiya Ratna/Rathna Citra/Chitra/Tjitra Kusuma/Koesoema Oktaviani/Octaviani/Oktaviany
Febriani/Pebriani Yuliana/Juliana/Yulianna Umi/Ummi Kalsum/Kultsum/Kulsum Hana/Hanna/Hanah Jihan/Djihan
Mawar/Mawar Melati/Melaty Kinanti/Kinanthi Sekar/Sekar Tiara/Thiara Vania/Fania
""".strip()

MOTHERS = """
Sulastri/Soelastri Sumarni/Soemarni Siti/Sitti Sri/Srie Suparti/Soeparti Tukinem/Toekinem Wagiyem/Wagijem
Ngatinah/Ngatina Sutinah/Soetinah Painem/Painemm Suwarni/Soewarni Sukarti/Soekarti Murni/Moerni
Muslimah/Moeslimah Khotimah/Chotimah/Hotimah Rohani/Rochani/Rokhani Rokhayah/Rochayah/Rohaya
Nurhayati/Nur_Hayati/Noerhajati Nurjanah/Nurjannah/Nur_Janah Yuliati/Juliati Suryani/Soeryani Tuti/Toeti
Wati/Watty Ningsih/Ningsi Sugiarti/Soegiarti Mulyani/Moeljani/Muliani Kartini/Kartinie Lestari/Lestary
Handayani/Handajani Wahyuni/Wahjoeni/Wahyuny Rahayu/Rahajoe Susanti/Soesanti Fatonah/Fathonah
Maesaroh/Maisaroh/Maysaroh Musyarofah/Musarofah/Moesjarofah Khasanah/Hasanah/Chasanah Uswatun/Oeswatun
Zubaidah/Zubaedah/Jubaidah Eka/Eka Dwi/Dwi Tri/Tri Endang/Endang Retno/Retno Yanti/Janti Aminah/Aminnah
Romlah/Ramlah Juwariyah/Djuwariyah/Juariah Munawaroh/Munawarah Sholikhah/Solihah/Sholihah/Solikah
Istiqomah/Istikomah/Istiqamah Nur/Noer Ani/Anie Rina/Rinna Dewi/Dewie Puji/Poedji Tini/Tinie Parni/Parnie
Lilis/Lilies Titin/Titien Ratih/Ratieh Ida/Idah Evi/Efi Novi/Nofi Sari/Sarie
""".strip()

TWIN_NAMES = """
Hasan/Husein Aminah/Aisyah Nakula/Sadewa Fajar/Fajri Rizki/Rizka Dina/Dini Rina/Rani Aldi/Aldo Arya/Surya
Putra/Putri Galang/Galuh Kembar/Kinanti Zaki/Zidan Bagas/Bagus Salma/Salwa Naila/Nadia Zahra/Zahwa
Farhan/Farhat Anisa/Alisa Intan/Berlian
""".strip()
"""What parents call twins: often alike, sometimes by a letter."""

TITLES = ("Hj. ", "Hj ", "Ny. ", "Ibu ", "Dr. ", "Dra. ")
DEGREES = (", S.Pd", ", S.Pd.", ", SE", ", S.Kom", ", A.Md.", " S.H.", ", M.Pd")
FATHERS = (
    "Sukardi",
    "Ma'ruf",
    "Suparman",
    "Tarno",
    "Rohman",
    "Joko Susilo",
    "Warsito",
    "Agus Salim",
    "Darsono",
)
COMMON_FULL = (
    "Muhammad Rizki Ramadhan",
    "Siti Aisyah",
    "Muhammad Fajar",
    "Putri Ayu Lestari",
    "Ahmad Fauzan",
)
"""Whole names that many children bear."""


def spellings(text: str) -> list[tuple[str, ...]]:
    """The lists above: names, each with its spellings."""
    return [tuple(one.replace("_", " ") for one in word.split("/")) for word in text.split()]
