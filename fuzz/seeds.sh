#!/bin/sh
# Makes the first corpora of the fuzz targets from the project's own samples: fuzz/seeds.sh FOLDER
set -eu
corpora=$(mkdir -p "${1:?the folder of the corpora}" && cd "$1" && pwd)
cd "$(dirname "$0")/.."
for target in workbook sheet lint words edxml signature plan number date; do
    mkdir -p "$corpora/$target"
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Documents of every kind, in DOCX and PDF.
cargo run --quiet --release -p documents --example sample -- "$work/papers"
rm -f "$work/papers"/bao-cao-dai.*
cp "$work/papers"/*.docx "$work/papers"/*.pdf "$corpora/lint"
cp "$work/papers"/ke-hoach*.docx "$work/papers"/ke-hoach*.pdf "$corpora/plan" || true
for paper in "$work/papers"/*.docx; do
    name=$(basename "$paper" .docx)
    for part in document styles numbering header1; do
        unzip -p "$paper" "word/$part.xml" | tr '~' '-' | head -c 60000
        printf '~'
    done > "$corpora/words/$name"
    unzip -p "$paper" word/document.xml | sed 's/<\/w:p>/\n/g; s/<[^>]*>//g' > "$corpora/plan/$name.txt"
done

# A workbook, as it is and in the formats of other programs where LibreOffice is installed.
cargo run --quiet --release -p exchange --example seed -- "$work/small.xlsx"
cp "$work/small.xlsx" "$corpora/workbook"
if command -v soffice > /dev/null; then
    for format in ods xls; do
        soffice --headless --convert-to "$format" --outdir "$work" "$work/small.xlsx" > /dev/null 2>&1 || true
        cp "$work/small.$format" "$corpora/workbook" || true
    done
fi
unzip -l "$work/small.xlsx" | grep -o 'xl/worksheets/sheet[0-9]*.xml' | while read -r sheet; do
    for part in "$sheet" xl/sharedStrings.xml xl/styles.xml; do
        unzip -p "$work/small.xlsx" "$part" | tr '~' '-'
        printf '~'
    done > "$corpora/sheet/$(basename "$sheet")"
done

cp crates/exchange/tests/it/edxml/golden/*.edxml "$corpora/edxml"
cp crates/exchange/tests/it/signature/golden/*.pdf "$corpora/signature"

lines() { # target, one seed a line
    number=0
    while read -r line; do
        number=$((number + 1))
        printf '%s' "$line" > "$corpora/$1/$number"
    done
}
lines number << 'SEEDS'
1.234,5
-0,25
12 345
1234567890123
35%
３．５
1.234.567
0,0001
SEEDS
lines date << 'SEEDS'
05/12/2024
2024-12-05
ngày 05 tháng 12 năm 2024
trước ngày 15/6 và 05/12/2024
từ ngày 15/11 đến 15/12 hằng năm
trong quý II/2024
6 tháng đầu năm
hạn cuối tháng 02
ngày 29/02/2023
ngày 20-10
SEEDS
