namespace ServiceBot.Language.Entities;

/// <summary>Names of cities, provinces and countries that everybody knows, written for the project.</summary>
internal static class PlaceNames
{
    /// <summary>Cities and other places with 市, 州 or 县 left out; those of one word come before those that begin with it.</summary>
    public const string Chinese =
        "北京 上海 天津 重庆 香港 澳门 台北 高雄 台中 台南 新北 基隆 新竹 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 " +
        "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 吉林 四平 辽源 通化 白山 松原 白城 延边 " +
        "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟 杭州 宁波 温州 嘉兴 湖州 " +
        "绍兴 金华 衢州 舟山 台州 丽水 义乌 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 晋江 南昌 景德镇 萍乡 九江 " +
        "新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 " +
        "信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 " +
        "湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 " +
        "绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 西双版纳 拉萨 日喀则 林芝 西安 铜川 宝鸡 咸阳 " +
        "渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 喀什 伊犁 石河子 " +
        "纽约 伦敦 巴黎 东京 大阪 京都 首尔 釜山 新加坡 曼谷 吉隆坡 悉尼 墨尔本 洛杉矶 旧金山 芝加哥 波士顿 西雅图 华盛顿 温哥华 多伦多 柏林 慕尼黑 法兰克福 罗马 米兰 马德里 巴塞罗那 莫斯科 迪拜";

    /// <summary>Names of one or more words, in lower case.</summary>
    public const string English =
        "london, manchester, birmingham, liverpool, leeds, glasgow, edinburgh, bristol, cardiff, belfast, dublin, cork, oxford, cambridge, brighton, sheffield, newcastle, nottingham, new york, los angeles, " +
        "chicago, houston, phoenix, philadelphia, san antonio, san diego, dallas, san jose, austin, jacksonville, fort worth, columbus, charlotte, san francisco, indianapolis, seattle, denver, washington, " +
        "boston, el paso, nashville, detroit, oklahoma city, portland, las vegas, memphis, louisville, baltimore, milwaukee, albuquerque, tucson, fresno, sacramento, kansas city, atlanta, omaha, miami, " +
        "oakland, minneapolis, tampa, new orleans, cleveland, honolulu, pittsburgh, cincinnati, st louis, orlando, salt lake city, toronto, montreal, vancouver, ottawa, calgary, edmonton, winnipeg, sydney, " +
        "melbourne, brisbane, perth, adelaide, canberra, auckland, wellington, paris, lyon, marseille, nice, berlin, hamburg, munich, frankfurt, cologne, stuttgart, vienna, zurich, geneva, brussels, amsterdam, " +
        "rotterdam, copenhagen, stockholm, oslo, helsinki, madrid, barcelona, valencia, seville, lisbon, porto, rome, milan, naples, venice, florence, athens, istanbul, ankara, warsaw, krakow, prague, budapest, " +
        "bucharest, moscow, kiev, kyiv, tokyo, osaka, kyoto, seoul, busan, beijing, shanghai, shenzhen, guangzhou, chengdu, hangzhou, nanjing, wuhan, tianjin, chongqing, hong kong, macau, taipei, singapore, " +
        "kuala lumpur, bangkok, jakarta, manila, hanoi, ho chi minh city, mumbai, delhi, new delhi, bangalore, chennai, kolkata, hyderabad, karachi, lahore, dhaka, dubai, abu dhabi, doha, riyadh, tel aviv, " +
        "jerusalem, cairo, lagos, nairobi, johannesburg, cape town, casablanca, accra, mexico city, buenos aires, rio de janeiro, sao paulo, bogota, lima, santiago, caracas, havana, reykjavik, alabama, alaska, " +
        "arizona, arkansas, california, colorado, connecticut, delaware, florida, georgia, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, " +
        "minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey, new mexico, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina, " +
        "south dakota, tennessee, texas, utah, vermont, virginia, west virginia, wisconsin, wyoming, england, scotland, wales, ireland, united kingdom, uk, united states, usa, canada, mexico, brazil, argentina, " +
        "chile, peru, colombia, venezuela, cuba, france, germany, spain, portugal, italy, austria, switzerland, belgium, netherlands, denmark, sweden, norway, finland, iceland, poland, czech republic, hungary, " +
        "romania, bulgaria, greece, turkey, ukraine, russia, china, japan, south korea, north korea, korea, taiwan, india, pakistan, bangladesh, sri lanka, nepal, thailand, vietnam, malaysia, indonesia, " +
        "philippines, australia, new zealand, egypt, morocco, algeria, tunisia, nigeria, kenya, ethiopia, ghana, south africa, israel, saudi arabia, iran, iraq, syria, lebanon, jordan, qatar, kuwait, afghanistan, " +
        "cambodia, laos, myanmar, mongolia, jamaica, croatia, serbia, slovakia, slovenia, estonia, latvia, lithuania, luxembourg, malta, cyprus, ecuador, bolivia, uruguay, paraguay, costa rica, panama, " +
        "guatemala, honduras, nicaragua, dominican republic, haiti, puerto rico, zimbabwe, zambia, uganda, tanzania, rwanda, senegal, cameroon, angola, mozambique, madagascar, sudan, libya, kazakhstan, " +
        "uzbekistan, georgia, armenia, azerbaijan, belarus, albania, europe, asia, africa, north america, south america";
}
