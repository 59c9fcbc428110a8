"""The words of the sample city's ICT plan: own writing."""

from ayumi.config.sample_city.city import COMPREHENSIVE_TITLE
from ayumi.document.plan import (
    Chapter,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    PlanKind,
    PlanPeriod,
    RelatedPlan,
    RelatedPlanRelation,
    Section,
    SourceSide,
)

PURPOSES = (
    "市民が時間と場所を選ばずに手続を終えられるようにします。",
    "少ない職員でも行政サービスの質を保てるよう、業務改革（BPR）を進めます。",
    "情報セキュリティを強化し、業務継続計画（BCP）の実効性を高めます。",
    "技術の変化に応じて学び続ける職員を育てます。",
)
RELATED_PLANS = (
    RelatedPlan(
        title="ひばり野市長期ビジョン",
        relation=RelatedPlanRelation.UPPER,
        kind=PlanKind.VISION,
        established="2016-03",
        period=PlanPeriod(first_fiscal_year=2016, last_fiscal_year=2035),
        principles=("人を育てる", "まちを結ぶ", "暮らしを守る"),
    ),
    RelatedPlan(
        title=COMPREHENSIVE_TITLE,
        relation=RelatedPlanRelation.UPPER,
        kind=PlanKind.COMPREHENSIVE,
        established="2021-03",
        period=PlanPeriod(first_fiscal_year=2021, last_fiscal_year=2030),
    ),
    RelatedPlan(
        title="第2次ひばり野市情報化基本計画",
        relation=RelatedPlanRelation.PREVIOUS,
        kind=PlanKind.ICT,
        established="2018-03",
        period=PlanPeriod(first_fiscal_year=2018, last_fiscal_year=2022),
    ),
    *(
        RelatedPlan(
            title=title,
            relation=RelatedPlanRelation.PARALLEL,
            kind=PlanKind.DEPARTMENTAL,
            covered=True,
            linked=True,
        )
        for title in ("子ども・子育て支援事業計画", "地域防災計画", "教育の情報化推進計画", "観光振興計画")
    ),
    RelatedPlan(
        title="デジタル社会の実現に向けた重点計画",
        relation=RelatedPlanRelation.NATIONAL,
        kind=PlanKind.NATIONAL,
    ),
)
EVIDENCE = (
    *(EvidenceSource(name=name, side=SourceSide.EXTERNAL) for name in ("国", "県", "他の自治体", "民間")),
    EvidenceSource(name="前計画", side=SourceSide.INTERNAL, asks=("進捗状況", "成果", "課題")),
    EvidenceSource(
        name="市民アンケート",
        side=SourceSide.CITIZENS,
        asks=("求めているもの", "重要と考えるもの", "期待するもの"),
    ),
)
FIGURES = (
    Figure(number="図1-1", title="計画の位置付け"),
    Figure(number="図1-2", title="計画の期間"),
    Figure(number="図1-3", title="計画の構成"),
)


def _section(number: int, title: str, text: str, figure: str = "") -> Section:
    return Section(number=str(number), title=title, paragraphs=(text,), figures=(figure,) if figure else ())


CHAPTERS = (
    Chapter(
        number="第1章",
        title="計画の策定にあたって",
        sections=(
            _section(
                1,
                "背景",
                "人口の減少と職員の減少が進むなかで、ICTを生かした行政の改革が欠かせなくなりました。",
            ),
            _section(2, "目的", "市民の手間を減らし、少ない職員で質の高い行政を続けることを目的とします。"),
            _section(
                3,
                "位置付け",
                "本計画は、総合計画を支える個別計画であり、各部門の計画と並列に置きます。",
                "図1-1",
            ),
            _section(4, "計画期間", "令和5(2023)年度から令和9(2027)年度までの5年間とします。", "図1-2"),
            _section(5, "計画の構成", "現状の分析から戦略を導き、施策と推進体制を定めます。", "図1-3"),
        ),
    ),
    Chapter(
        number="第2章",
        title="情報化を取り巻く状況",
        builds_on=("第1章",),
        sections=(
            _section(
                1,
                "国・県・民間の動き",
                "国は標準化とクラウドへの移行を進め、民間ではAIの利用が広がっています。",
            ),
        ),
    ),
    Chapter(
        number="第3章",
        title="前計画の評価",
        builds_on=("第1章",),
        sections=(
            _section(
                1,
                "成果と課題",
                "電子申請の手続は増えましたが、利用の割合と業務時間の削減に課題が残りました。",
            ),
        ),
    ),
    Chapter(
        number="第4章",
        title="市民の意識",
        builds_on=("第1章",),
        sections=(
            _section(
                1, "市民アンケート", "窓口に行かずに済む手続と、分かりやすい情報発信が強く求められています。"
            ),
        ),
    ),
    Chapter(
        number="第5章",
        title="戦略と目標",
        builds_on=("第2章", "第3章", "第4章"),
        sections=(_section(1, "4つの基本目標", "手続、業務、地域、土台の4つの面から、DXを進めます。"),),
    ),
    Chapter(
        number="第6章",
        title="施策の展開",
        builds_on=("第5章",),
        sections=(_section(1, "施策体系", "4つの基本目標のもとに24の施策と120の取組を置きます。"),),
    ),
    Chapter(
        number="第7章",
        title="推進体制と評価",
        builds_on=("第6章",),
        sections=(
            _section(1, "評価の方法", "年度ごとに所管課と推進本部が評価し、結果を公表して施策を見直します。"),
        ),
    ),
)

_TERMS = (
    ("AI", "えーあい", "人の判断や認識に似た働きをするコンピュータの技術。"),
    ("AI-OCR", "えーあいおーしーあーる", "AIを使って手書きや印刷の文字を読み取り、データにする技術。"),
    ("BCP", "びーしーぴー", "災害や事故のときも重要な業務を続けるための計画。業務継続計画。"),
    ("BPR", "びーぴーあーる", "仕事の流れを根本から見直し、作り直すこと。業務改革。"),
    ("CIO", "しーあいおー", "情報化の最高責任者。"),
    ("DX", "でぃーえっくす", "デジタル技術で仕事と暮らしの仕組みをより良く変えること。"),
    ("ICT", "あいしーてぃー", "情報と通信の技術の総称。"),
    ("LGWAN", "えるじーわん", "自治体だけをつなぐ、インターネットから切り離された通信網。"),
    ("RPA", "あーるぴーえー", "決まった手順のパソコン作業を自動で行う仕組み。"),
    ("オープンデータ", "おーぷんでーた", "だれでも自由に使えるように公開されたデータ。"),
    ("ガバメントクラウド", "がばめんとくらうど", "国と自治体が共に使うクラウドの環境。"),
    ("キャッシュレス", "きゃっしゅれす", "現金を使わずに支払うこと。"),
    ("クラウド", "くらうど", "ネットワークの向こうのコンピュータを必要なだけ使う仕組み。"),
    ("シビックテック", "しびっくてっく", "市民が技術を使って地域の課題に取り組むこと。"),
    ("チャットボット", "ちゃっとぼっと", "質問に自動で答える仕組み。"),
    ("デジタルデバイド", "でじたるでばいど", "情報機器を使える人と使えない人との間に生じる差。"),
    ("テレワーク", "てれわーく", "職場から離れた場所で働くこと。"),
    ("ワンストップ", "わんすとっぷ", "一つの窓口や一度の手続で用事が済むこと。"),
    ("生成AI", "せいせいえーあい", "文章や画像を新しく作り出すAI。"),
    ("標準化", "ひょうじゅんか", "自治体ごとに異なるシステムの機能をそろえること。"),
)
GLOSSARY = tuple(
    GlossaryTerm(term=term, reading=reading, definition=definition, occurrences=1)
    for term, reading, definition in _TERMS
)
