"""Which column of a table tells what: by its name, in Indonesian or English, or as SLiMS names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

SLIMS_TITLES = (
    *("title", "gmd_name", "edition", "isbn_issn", "publisher_name", "publish_year", "collation"),
    *("series_title", "call_number", "language_name", "place_name", "classification", "notes", "image"),
    *("sor", "authors", "topics", "item_code"),
)
SLIMS_COPIES = (
    *("item_code", "call_number", "coll_type_name", "inventory_code", "received_date", "supplier_name"),
    *("order_no", "location_name", "order_date", "item_status_name", "site", "source", "invoice", "price"),
    *("price_currency", "invoice_date", "input_date", "last_update", "title"),
)
"""The columns of SLiMS 9 in its order; its files often come without their names."""
KEPT = (
    *("inventory_code", "supplier_name", "order_no", "order_date", "item_status_name", "site", "source"),
    *("invoice", "price", "price_currency", "invoice_date", "input_date", "last_update"),
)
"""What SLiMS knows of a copy and the corner does not use: kept for the way back."""
COPIES_ONLY = frozenset({"coll_type_name", "inventory_code", "item_status_name"})
"""Columns by which a table of SLiMS's copies is known."""

NAMES = {
    "name": "title judul judulbuku judulkoleksi namabuku booktitle",
    "authors": "authors author pengarang penulis namapengarang namapenulis creator creators",
    "topics": "topics topic subjects subject subjek subyek topik tema kategori genre tags",
    "codes": "itemcode copycode barcode kode kodeeksemplar kodeitem kodebuku noeksemplar noinduk nomorinduk",
    "isbn": "isbn isbnissn noisbn nomorisbn isbn10",
    "isbn13": "isbn13",
    "publisher": "publishername publisher penerbit namapenerbit",
    "year": "publishyear year tahun tahunterbit thnterbit publicationyear originalpublicationyear",
    "place": "placename place tempatterbit kotaterbit publicationplace",
    "language": "languagename language languagecode bahasa",
    "series": "seriestitle series seri judulseri",
    "edition": "edition edisi cetakan",
    "gmd": "gmdname gmd jenisbahan mediatype",
    "ddc": "classification klasifikasi ddc nomorklas noklas dewey",
    "call_number": "callnumber nomorpanggil nopanggil",
    "colour": "colour color warna warnalabel labelwarna",
    "ages": "usia umur ages age rentangusia kelompokusia",
    "age_from": "agefrom usiadari usiaminimal usiamin minage",
    "age_to": "ageto usiasampai usiamaksimal usiamaks maxage",
    "pages": "pages halaman jumlahhalaman jmlhalaman jmlhal tebal pagecount numpages",
    "collation": "collation kolasi deskripsifisik physicaldescription",
    "summary": "summary ringkasan sinopsis abstrak description deskripsi",
    "notes": "notes note catatan keterangan",
    "cover": "image cover sampul gambar",
    "responsibility": "sor pernyataantanggungjawab statementofresponsibility responsibility",
    "for_children": "forchildren untukanak bukuanak children",
    "collection": "colltypename collection koleksi jeniskoleksi tipekoleksi",
    "location": "locationname location lokasi rak",
    "care": "itemstatusname status kondisi statuseksemplar condition",
    "received_on": "receiveddate tanggalterima tglterima tanggalditerima received",
} | {name: name.replace("_", "") for name in KEPT if name != "item_status_name"}
FIELDS = {name: field for field, names in NAMES.items() for name in names.split()}


def fields_of(names: Sequence[str]) -> dict[str, int]:
    """The place of each field whose column is recognised; of two columns for one field, the first."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        field = FIELDS.get(re.sub(r"[\W_]+", "", name).casefold())
        if field is not None:
            places.setdefault(field, place)
    return places


def is_header(names: Sequence[str]) -> bool:
    """Whether this row names columns, that of the title among them."""
    filled = [name for name in names if name.strip()]
    fields = fields_of(names)
    return "name" in fields and (len(fields) > 1 or len(filled) == 1)


def is_of_copies(names: Sequence[str]) -> bool:
    """Whether this is SLiMS's table of copies, where a title is but named."""
    return bool(COPIES_ONLY & {name.strip().casefold() for name in names})
