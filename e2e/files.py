"""Every kind of file that the program writes, opened by others.

Use: python files.py FOLDER VALIDATOR PROGRAM [SAMPLES]

Fills a demonstration in FOLDER and has PROGRAM write reports and workbooks, and serve pages as files;
SAMPLES, if given, writes the sample documents. Then each DOCX and XLSX passes the format's validator, python-docx and openpyxl read it
back, LibreOffice opens each DOCX and shows the words of our own PDF, and every row of every table stands
in that PDF. Each PDF is what an archive asks for (ISO 19005-2 level A, ISO 14289-1) as far as can be
told without the reference validator. Prints a line for each file; ends with 1 where one fails.
"""

import os
import re
import subprocess
import sys
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pikepdf

REPORTS = [("R-STR", "s-ldtbxh"), ("R-STR", "t-40"), ("R-BAN12", "s-ldtbxh"), ("R-BAN12", "h-421")]
MORNING = "2024-12-27"
PORT = 8397
PAGES = {
    "bang-theo-doi": "/rounds/R-BAN12-2024?only=late",
    "don-doc": "/rounds/R-BAN12-2024/urging",
    "tong-hop-t2": "/consolidations/R-STR-2024/T2?mode=tam-tinh&view=hai-phan",
    "tong-hop-t5": "/consolidations/R-STR-2024/T5?cell=nguoi_bi%7Ctong",
    "chi-tieu": "/indicators",
    "chi-tieu-1-1": "/indicators/1.1",
    "danh-ba": "/contacts",
}


# LibreOffice has only the typeface that our PDFs embed: others on a machine may lack Vietnamese letters.
FACES = Path(__file__).resolve().parent.parent / "crates/documents/fonts"
FONTS = f"""<?xml version="1.0"?><fontconfig><dir>{FACES}</dir><cachedir>{{cache}}</cachedir></fontconfig>"""


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} {command[1]}: {done.stderr.strip()[-500:]}")
    return done.stdout


def squeezed(text: str) -> str:
    """Letters alone: no spaces, no line breaks, no hidden hyphens."""
    text = unicodedata.normalize("NFC", text).replace("\u2011", "-").replace("\u00ad", "")
    return re.sub(r"[\s\u00a0\u200b\u2060]+", "", text)


def words(text: str) -> Counter:
    text = unicodedata.normalize("NFC", text).replace("\u2011", "-").replace("\u2060", "")
    return Counter(re.findall(r"[^\W\d_]+", text))


def rows(document) -> list[str]:
    """What each cell of each table says, once for merged ones."""
    said = []
    for table in document.tables:
        for row in table.rows:
            cells, seen = [], set()
            for cell in row.cells:
                if id(cell._tc) not in seen:
                    seen.add(id(cell._tc))
                    cells.append(cell.text)
            said.extend(text for text in cells if text.strip())
    return said


def pdf_text(path: Path) -> str:
    return run("pdftotext", "-layout", str(path), "-")


def check_docx(path: Path, work: Path) -> list[str]:
    faults = []
    document = docx.Document(str(path))
    if not any(p.text.strip() for p in document.paragraphs):
        faults.append("python-docx reads no paragraph")
    ours = path.with_suffix(".pdf")
    if not ours.exists():
        return faults
    text = pdf_text(ours)
    letters = squeezed(run("pdftotext", "-raw", str(ours), "-")) + squeezed(text)
    for cell in rows(document):
        missing = [line for line in cell.splitlines() if squeezed(line) and not held(line, letters)]
        if missing:
            faults.append(f"the PDF lacks “{missing[0][:60]}”")
            break
    run("soffice", "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to", "pdf",
        "--outdir", str(work), str(path), FONTCONFIG_FILE=str(work / "fonts.conf"))
    theirs = pdf_text(work / f"{path.stem}.pdf")
    ours_words, their_words = words(text), words(theirs)
    lost = [w for w in ours_words if w not in their_words] + [w for w in their_words if w not in ours_words]
    if len(lost) > len(ours_words) // 100:
        faults.append(f"LibreOffice shows other words: {', '.join(lost[:8])}")
    return faults


def held(line: str, letters: str) -> bool:
    """A cell whose words break over lines beside other cells is held word by word."""
    return squeezed(line) in letters or all(squeezed(word) in letters for word in line.split())


def valid(path: Path) -> list[str]:
    judged = subprocess.run(["node", sys.argv[2], str(path)], capture_output=True, text=True)
    return [f"the validator refuses it: {judged.stdout.strip()[:300]}"] if judged.returncode != 0 else []


def check_xlsx(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    filled = sum(1 for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return [] if filled else ["openpyxl reads no cell"]


def check_pdf(path: Path) -> list[str]:
    """What PDF/A-2a and PDF/UA-1 say of the whole file, of its fonts, and what `pdfua` can judge."""
    faults = []
    with pikepdf.open(path) as file:
        root = file.Root
        described = file.open_metadata()
        wanted = {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        for name, value in wanted.items():
            if described.get(name) != value:
                faults.append(f"{name} is {described.get(name)}, not {value}")
        if not described.get("dc:title"):
            faults.append("no title")
        if root.get("/Lang") != "vi":
            faults.append("the language is not vi")
        intents = root.get("/OutputIntents", [])
        if not any(i.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in i for i in intents):
            faults.append("no output intent with a colour profile")
        if "/ID" not in file.trailer or file.is_encrypted:
            faults.append("no identifier, or encrypted")
        forbidden = [key for key in ("/AA", "/OpenAction", "/AcroForm") if key in root]
        faults.extend(f"the catalog has {key}" for key in forbidden)
    for line in run("pdffonts", str(path)).splitlines()[2:]:
        embedded, subset, unicode = line.split()[-5:-2]
        if embedded != "yes" or unicode != "yes":
            faults.append(f"a font is not embedded or has no map to letters: {line.split()[0]}")
    judged = subprocess.run([sys.executable, "-m", "pdfua", "check", str(path)], capture_output=True, text=True)
    if judged.returncode != 0:
        faults.append(f"pdfua: {judged.stdout.strip()[:300]}{judged.stderr.strip()[-200:]}")
    return faults


CHECKS = {
    ".docx": lambda path, work: check_docx(path, work) + valid(path),
    ".xlsx": lambda path, _: check_xlsx(path) + valid(path),
    ".pdf": lambda path, _: check_pdf(path),
}


def pages(program: str, data: str, out: Path) -> None:
    """Pages of the desk as files."""
    site = f"http://127.0.0.1:{PORT}"
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    command = [program, "demo", "--data", data, "--port", str(PORT), "--today", MORNING]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                door = browser.open(f"{site}/dang-nhap").read().decode()
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        token = re.search(r'name="csrf" value="([^"]*)"', door).group(1)
        fields = {"csrf": token, "account": "ldtbxh.chuyenvien", "password": "SanhVai-2024", "back": "/"}
        browser.open(f"{site}/dang-nhap", urllib.parse.urlencode(fields).encode())
        for name, path in PAGES.items():
            sign = "&" if "?" in path else "?"
            for ending in ("xlsx", "pdf"):
                file = browser.open(f"{site}{path}{sign}as={ending}").read()
                (out / f"{name}.{ending}").write_bytes(file)
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    folder, program = Path(sys.argv[1]).resolve(), sys.argv[3]
    out, work, data = folder / "out", folder / "work", str(folder / "data")
    out.mkdir(parents=True)
    work.mkdir()
    (work / "fonts.conf").write_text(FONTS.format(cache=work / "fonts"))
    run(program, "demo", "--data", data, "--no-serve", "--today", MORNING)
    for regime, unit in REPORTS:
        run(program, "report", "--data", data, "--regime", regime, "--year", "2024", "--unit", unit,
            "--out", str(out))
    run(program, "workbook", "--data", data, "--round", "R-STR-2024", "--unit", "h-421", "--out", str(out))
    pages(program, data, out)
    if len(sys.argv) > 4:
        run(sys.argv[4], str(out))
    failed = 0
    files = sorted(p for p in out.iterdir() if p.suffix in CHECKS)
    for path in files:
        faults = CHECKS[path.suffix](path, work)
        print(f"{path.name}: {'; '.join(faults) or 'ok'}")
        failed += bool(faults)
    print(f"{len(files) - failed} {failed}")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
