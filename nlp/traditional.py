"""Traditional characters of a text as the simplified ones that all words of this house are written in."""

from __future__ import annotations

import re

PAIRS = (
    "萬万億亿與与較较減减總总費费餘余結结轉转業业務务員员預预決决執执產产關关設设備备購购運运維维護护"
    "機机構构經经營营財财撥拨項项類类專专補补貼贴險险養养勞劳傷伤醫医療疗衛卫門门幹干車车輛辆國国際际"
    "會会議议訓训練练辦办電电郵邮資资獎奖訊讯網网絡络數数據据標标準准檔档館馆藝艺術术體体農农鄉乡鎮镇"
    "縣县區区溝沟橋桥場场園园綠绿環环節节質质監监測测檢检驗验證证書书報报紙纸張张紅红黨党團团組组織织"
    "統统計计審审稅税徵征納纳繳缴銀银貨货買买賣卖貸贷債债權权價价額额單单雙双條条約约濟济貿贸開开發发"
    "創创導导領领長长輔辅歷历時时間间閉闭實实現现處处罰罚賓宾訪访華华僑侨臺台灣湾動动態态應应該该當当"
    "戰战爭争勝胜變变過过還还為为對对於于從从來来無无後后裡里裏里見见觀观規规範范劃划畫画滿满這这個个"
    "們们給给選选舉举舊旧興兴廣广東东雲云貴贵陝陕甯宁遼辽寧宁蘇苏滬沪漢汉粵粤瓊琼贛赣閩闽聯联繫系係系"
    "屬属層层級级災灾難难雖虽離离職职請请聽听說说語语論论講讲識识認认課课題题調调齊齐參参償偿賠赔彙汇"
    "匯汇庫库儲储陳陈鐵铁擴扩縮缩壓压嚴严厲厉遞递達达佔占併并並并號号廠厂種种確确穩稳廳厅學学師师陸陆"
    "軍军協协倉仓糧粮鑒鉴線线軟软樓楼龍龙麗丽陽阳陰阴嶺岭島岛灘滩潔洁淨净僅仅兩两幾几隨随緊紧緩缓擬拟"
    "圖图錄录釋释詞词歲岁壞坏趨趋勢势優优顯显續续終终絕绝細细純纯罷罢聲声獻献畢毕異异盡尽盤盘礎础禮礼"
    "積积窮穷競竞筆笔簡简籌筹緣缘縱纵繼继羅罗膽胆臨临薦荐藥药複复親亲覺觉訂订討讨記记評评詳详諮咨謀谋"
    "讓让豐丰貢贡責责負负貧贫賴赖贊赞趙赵跡迹載载輪轮遠远適适遲迟遺遗鄭郑釐厘針针鈔钞銷销鋼钢錢钱錯错"
    "鍵键鎖锁鏡镜閱阅陣阵隊队階阶雜杂頁页頂顶順顺頒颁頓顿頻频顧顾飲饮驅驱驟骤魚鱼鳥鸟點点"
)
"""A traditional character and the simplified one for it, in turn."""
_TABLE = {ord(one): other for one, other in zip(PAIRS[::2], PAIRS[1::2], strict=True)}
_ANY = re.compile("[" + PAIRS[::2] + "]")
FEWEST = 3
"""So many of them make a text a traditional one; a single one may stand in a name."""


def simplified(text: str) -> str:
    """``text`` in simplified characters, one for one, if it is written in traditional ones."""
    for number, _ in enumerate(_ANY.finditer(text), 1):
        if number == FEWEST:
            return text.translate(_TABLE)
    return text
