using System.Buffers;

namespace ServiceBot.Language.Tokens;

/// <summary>The simplified forms of common traditional ideographs, so that one set of words serves both ways of writing.</summary>
internal static class Traditional
{
    private const char First = '\u4E00';
    private const char Last = '\u9FFF';

    private const string From =
        "這個們來時為說對會過還沒後麼樣點種現發問題電話網絡線機號碼帳帐單訂購買賣貨錢費價員務業經給請謝讓該語認識記設計許試詢訊評" +
        "詳護證議讀變談論調諮謊誰課誤謂講開關門間閉閃聞閱長張場塊壞報處備傳優億傷僅倉倆債傾側偽偵夠夾奪獎婦媽學實寫寬寶導將專尋屬" +
        "層歲島幣師帶幫幾庫應廠廣廢彈強從復徑徵憶懷態慣慶戰戲戶拋換揮損搶擇擊擔據擴擾攔攜攝數敗斷於書東條極構標樓樂樹橋檔檢歡歷歸" +
        "殘殺氣決沖況測溫滿漲漸潔灣無煩熱燈營爭牆狀獨獲環產畫異當療盡監盤確礙禮禍稅稱穩積窩競筆節範簡簽籤糾紅約級紙紹終組結絕統維" +
        "綁緊編緩練總繳繼續織纔罵羅義習聯聲聽職肅腦膚臉臨舉舊艦艱蘭華萬葉藍藥蘇蟲術衛補裝裡裏製複襯見規視覺覽觀觸訴診詐詞詩誠誌諒" +
        "譯豐負財貢貧販貪責貴貼資賬賠賴贈贊贏趕跡踐車軟軌軍較載輕輛輸轉轟辦農連週進運達違遠適遲遷選遺郵鄰醫釋針釣鈔鈕鉛銀銷鋪錄錯" +
        "鎖鏈鐘鐵鑰閣闊陣陰陸陽隊階際隨險隱雖雙雜離難雲靈靜響頁項順須預頓領頻額顏願類顧顯風飛飯飲館養餓駕驗驚騙騷髒體鬆鬧魚鮮鳥麗" +
        "麥黃齊齒龍妳臺與兩嗎嚴國園圓團圖圍壓壘夢妝孫審嘗嘆噴嚇囑啟喪勝勞動勢勸匯區協卻厭參叢吳呂剛剝創劃劇劑刪別冊凍準減幹併並侶" +
        "係倫傑偉儀儲兒內亂亞親丟擬撥擋掃掛採捨揀曉暫曆殼毀氫淚淨濕濟滯滅漢災燒爐爛犧猶獻瑪瓊畢痠癢盜眾睏瞭礦禦穀窮築籃粵糧紋純細" +
        "納絲綠緒績縮繞繪罰聖聰膠膽艙莊薦虛蠻襲訪託註諾謹譽豈貓賓賞質軸輔輪辭邊鄉醜鍵鏡閒隻雞霧韓頭顆饒馬驅駐鬥鹽黨";

    private const string To =
        "这个们来时为说对会过还没后么样点种现发问题电话网络线机号码账账单订购买卖货钱费价员务业经给请谢让该语认识记设计许试询讯评" +
        "详护证议读变谈论调咨谎谁课误谓讲开关门间闭闪闻阅长张场块坏报处备传优亿伤仅仓俩债倾侧伪侦够夹夺奖妇妈学实写宽宝导将专寻属" +
        "层岁岛币师带帮几库应厂广废弹强从复径征忆怀态惯庆战戏户抛换挥损抢择击担据扩扰拦携摄数败断于书东条极构标楼乐树桥档检欢历归" +
        "残杀气决冲况测温满涨渐洁湾无烦热灯营争墙状独获环产画异当疗尽监盘确碍礼祸税称稳积窝竞笔节范简签签纠红约级纸绍终组结绝统维" +
        "绑紧编缓练总缴继续织才骂罗义习联声听职肃脑肤脸临举旧舰艰兰华万叶蓝药苏虫术卫补装里里制复衬见规视觉览观触诉诊诈词诗诚志谅" +
        "译丰负财贡贫贩贪责贵贴资账赔赖赠赞赢赶迹践车软轨军较载轻辆输转轰办农连周进运达违远适迟迁选遗邮邻医释针钓钞钮铅银销铺录错" +
        "锁链钟铁钥阁阔阵阴陆阳队阶际随险隐虽双杂离难云灵静响页项顺须预顿领频额颜愿类顾显风飞饭饮馆养饿驾验惊骗骚脏体松闹鱼鲜鸟丽" +
        "麦黄齐齿龙你台与两吗严国园圆团图围压垒梦妆孙审尝叹喷吓嘱启丧胜劳动势劝汇区协却厌参丛吴吕刚剥创划剧剂删别册冻准减干并并侣" +
        "系伦杰伟仪储儿内乱亚亲丢拟拨挡扫挂采舍拣晓暂历壳毁氢泪净湿济滞灭汉灾烧炉烂牺犹献玛琼毕酸痒盗众困了矿御谷穷筑篮粤粮纹纯细" +
        "纳丝绿绪绩缩绕绘罚圣聪胶胆舱庄荐虚蛮袭访托注诺谨誉岂猫宾赏质轴辅轮辞边乡丑键镜闲只鸡雾韩头颗饶马驱驻斗盐党";

    private static readonly char[] Simplified = Build();

    /// <summary>The simplified form, or the character itself.</summary>
    public static char Simplify(char value) => value is >= First and <= Last ? Simplified[value - First] : value;

    /// <summary>Whether more characters of a text are written only in the traditional way than only in the simplified.</summary>
    public static bool IsTraditional(ReadOnlySpan<char> text)
    {
        var balance = 0;
        foreach (var character in text)
        {
            if (character is >= First and <= Last)
            {
                balance += Simplified[character - First] != character ? 1 : OnlySimplified.Contains(character) ? -1 : 0;
            }
        }

        return balance > 0;
    }

    /// <summary>Simplified forms that are also good traditional characters, with another meaning or in free use, and so tell nothing.</summary>
    private const string Both = "后里只才面系志采舍伙制准划松党困酸丑斗卷台布了干并家谷向范签表占千丰云曲郁周致咸征几朴";

    private static readonly SearchValues<char> OnlySimplified = SearchValues.Create([.. To.Except(Both).Except(From)]);

    private static char[] Build()
    {
        char[] simplified = [.. Enumerable.Range(First, Last - First + 1).Select(value => (char)value)];
        foreach (var (traditional, simple) in From.Zip(To))
        {
            simplified[traditional - First] = simple;
        }

        return simplified;
    }
}
