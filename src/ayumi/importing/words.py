"""What readers of files say about them, for the catalogue: they know no Django and speak Japanese.

``tests/importing/test_words.py`` compares these with the readers, so that no sentence is left out.
"""

from django.utils.translation import gettext_noop as _

from ayumi.document.reading import Refused
from ayumi.importing.mapping_words import MAPPING_PATTERNS, MAPPING_SENTENCES
from ayumi.importing.plan_workbook_words import PLAN_WORKBOOK_PATTERNS, PLAN_WORKBOOK_SENTENCES
from ayumi.importing.report_workbook_words import REPORT_WORKBOOK_PATTERNS, REPORT_WORKBOOK_SENTENCES
from ayumi.importing.spreadsheet_words import SPREADSHEET_PATTERNS, SPREADSHEET_SENTENCES
from ayumi.shell.wording import in_readers_language

PATTERNS = (
    *PLAN_WORKBOOK_PATTERNS,
    *REPORT_WORKBOOK_PATTERNS,
    *SPREADSHEET_PATTERNS,
    *MAPPING_PATTERNS,
    _("このファイルは{0}で、ここでは読み取れません。"),
    _("{0}でご用意ください。"),
    _("ファイルが大きすぎます（上限 {0} MB）。画像を圧縮するか、章ごとに分けてご用意ください。"),
    _("中の部品が {0}個を超えているため、開きません。"),
    _("中の部品が {0}個を超えるおそれがあるため、開きません。"),
    _("頁数が多すぎます（上限 {0}頁）。章ごとに分けた PDF をご用意ください。"),
    _(
        "{0}「{1}…」が{2}字あり、{3}字を超えるため登録できません。"
        "元の文書で見出しと本文を分け、もう一度読み取ってください。"
    ),
    _("部品 {0}個"),
    _("展開後の大きさ {0} MB"),
    _("関連付けの部品 {0}バイト"),
    _("{0}段以上の入れ子"),
    _("{0}頁の PDF"),
    _("「{0}」で始まる文書"),
    _("Markdown（.md、文字コードは {0}）"),
    _("テキスト（.txt、文字コードは {0}）"),
    _("{0} のテキストボックスの表"),
    _("{0} のテキストボックス"),
    _("{0} 行 {1}"),
    _("行 {0}"),
    _("段落 {0}"),
    _("表 {0}"),
    _("{0}頁"),
    _("{0}のいずれか"),
    _("{0}、{1}"),
    _("{0}（{1}）"),
)
"""With values in them, the narrow ones first."""

SENTENCES = (
    *PLAN_WORKBOOK_SENTENCES,
    *REPORT_WORKBOOK_SENTENCES,
    *SPREADSHEET_SENTENCES,
    *MAPPING_SENTENCES,
    _("元のソフトで開いて保存し直すか、PDF でご用意ください。"),
    _("ファイルの中身が空です。選んだファイルをお確かめください。"),
    _("ファイルが壊れているか、途中で切れているため、開けません。"),
    _("展開すると異常に大きくなるファイルのため、安全のため開きません。"),
    _("中の部品が暗号化されているため、読み取れません。"),
    _("中の部品の名前がフォルダの外を指しており、安全に開けません。"),
    _("マクロを含むファイルは受け付けていません。"),
    _("ActiveX コントロールを含むファイルは受け付けていません。"),
    _("外部のファイルにリンクしたオブジェクトを含むファイルは受け付けていません。"),
    _("中の関連付けが異常に大きいため、開きません。"),
    _("引用や箇条書きの入れ子が深すぎます。入れ子を浅くして保存し直してください。"),
    _("ファイルに文字がありません。中身をお確かめください。"),
    _("文字コードを判別できません。UTF-8 で保存し直してください。"),
    _("文字コードを判別できません。メモ帳などで開き、UTF-8 で保存し直してください。"),
    _(
        "この PDF には文字情報がありません（スキャン画像）。"
        "文字を読み取る処理（OCR）を行った PDF か、元の Word 文書（.docx）などをご用意ください。"
    ),
    _(
        "ファイルが壊れているか、途中で切れているため開けません。"
        "PDF を表示できるかお確かめのうえ、作り直してください。"
    ),
    _(
        "この PDF は、書体の文字と実際の文字との対応が入っていないため、文章として読み取れません。"
        "元の文書から PDF を作り直すか、Word 文書（.docx）をご用意ください。"
    ),
    _("パスワードで保護されているため読み取れません。パスワードを外して保存し直した PDF をご用意ください。"),
    _("パスワードで保護されているため読み取れません。Word で開いてパスワードを外し、保存し直してください。"),
    _(
        "ファイルが壊れているか、途中で切れているため開けません。"
        "Word で開けるかお確かめのうえ、「.docx」形式で保存し直してください。"
    ),
    _(
        "この Word 文書には文字がありません。本文が画像の場合は、文字を入力した文書か、"
        "文字を読み取る処理（OCR）を行った PDF をご用意ください。"
    ),
    _("古い形式（.doc）のため読み取れません。Word で開き、「.docx」形式で保存し直してください。"),
    _("中身が Word 文書（.docx）ではありません。Word で開き、「.docx」形式で保存し直してください。"),
    _("ファイルの読み取りに時間またはメモリを使いすぎたため、中止しました。章ごとに分けてご用意ください。"),
    _("ファイルの読み取り中に問題が発生しました。元のソフトで開いて保存し直し、もう一度お試しください。"),
    _(
        "計画の名称も章立ても見つからないため、計画の文書として読み取れません。"
        "計画の本文を含むファイルをお選びください。"
    ),
    _("計画の名称が見つからないため、このままでは計画として登録できません。"),
    _("計画期間が見つかりません。登録はできますが、期間の図は表示されません。"),
    _("計画の名称が見つからないため、計画として登録できません。"),
)

FOUND = (
    _("ファイル全体"),
    _("0バイト"),
    _("壊れたファイル"),
    _("非常に多くの部品"),
    _("暗号化された部品"),
    _("フォルダの外を指す部品名"),
    _("マクロ（vbaProject.bin）"),
    _("ActiveX コントロール"),
    _("外部のファイルへのリンク（OLE オブジェクト）"),
    _("文字のないファイル"),
    _("判別できない文字コード"),
    _("文字情報のない PDF（スキャン画像）"),
    _("文字情報のある PDF（.pdf）"),
    _("壊れた PDF"),
    _("文字の対応が分からない PDF"),
    _("パスワードで保護された PDF"),
    _("壊れた Word 文書"),
    _("文字のない Word 文書"),
    _("パスワードで保護された Word 文書"),
    _("Word 文書ではないファイル"),
    _("Word 文書（.docx）"),
    _("脚注"),
    _("文末脚注"),
    _("読み取りを中止したファイル"),
    _("計画の名称なし"),
    _("計画期間の記載なし"),
    _("計画名（「○○計画」（以下「本計画」という。）など）と章（第1章 …）のある計画の文書"),
    _("「○○計画」（以下「本計画」という。）または計画名の見出し"),
    _("令和3(2021)年度から令和7(2025)年度まで のような期間"),
    _("計画名"),
    _("関連計画の名称"),
    _("章の見出し"),
    _("節の見出し"),
    _("図の題名"),
    _("用語"),
    _("UTF-8、UTF-16(BOM付き)、Shift_JIS(CP932)、EUC-JP"),
)
"""Places, what stood there, what would be accepted, and kinds of names."""


def said(text: str) -> str:
    """Return what a reader of files said, in the language of the request."""
    return in_readers_language(text, PATTERNS)


def refusal_said(refused: Refused) -> Refused:
    """Return a refusal in the language of the request; the name of the file stays."""
    return Refused(
        file=refused.file,
        place=said(refused.place),
        found=said(refused.found),
        accepted=said(refused.accepted),
        reason=said(refused.reason),
    )
