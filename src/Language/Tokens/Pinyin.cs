using System.Collections.Frozen;

namespace ServiceBot.Language.Tokens;

/// <summary>How common ideographs are said, without tones: 订 and 定 are both «ding», so that a slip of the input method is still near what was meant.</summary>
/// <remarks>Composed for this project. A character that is said in several ways has its most usual one. Traditional forms are folded first.</remarks>
public static class Pinyin
{
    private const string Text = """
        a 啊阿呵 ai 爱哎唉埃挨癌矮艾碍哀嗳 an 安按案暗岸俺鞍氨 ang 昂肮 ao 奥熬傲澳凹袄懊
        ba 八把吧爸巴拔罢霸疤坝扒芭叭靶 bai 百白摆败拜柏佰 ban 办半班般板版搬伴扮斑颁瓣拌绊 bang 帮棒邦绑榜膀磅傍蚌 bao 报包保宝抱暴爆薄饱胞堡豹苞褒雹 bei 北被备背杯倍贝悲辈碑卑惫 ben 本奔笨 beng 崩泵蹦绷
        bi 比必笔币毕闭避壁鼻逼彼臂弊碧蔽鄙毙庇婢 bian 边变便编遍辩辨扁鞭贬 biao 表标彪镖 bie 别憋鳖 bin 宾滨彬濒 bing 并病兵冰饼丙柄秉 bo 波播博伯拨玻泊驳勃脖膊剥搏菠 bu 不部步布补捕怖卜埔
        ca 擦 cai 才采菜财材彩踩猜裁蔡 can 参残餐惨灿惭蚕 cang 藏仓苍舱沧 cao 草操曹槽糙 ce 测策侧册厕 ceng 层曾蹭 cha 查差茶插察叉岔刹诧 chai 拆柴 chan 产缠铲馋禅颤 chang 长常场厂唱尝昌肠畅偿倡敞猖
        chao 超朝潮吵炒抄巢钞嘲 che 车撤彻扯 chen 陈沉晨尘臣趁衬辰 cheng 成城程称承乘呈诚惩澄橙撑秤 chi 吃持迟尺池赤齿翅耻驰斥痴 chong 冲充虫重崇宠 chou 抽愁臭丑酬仇筹绸 chu 出处初除楚础储触厨橱锄 chuai 揣 chuan 传船穿川串喘 chuang 窗床创闯疮 chui 吹垂锤炊 chun 春纯唇蠢淳
        ci 此次词刺辞慈磁瓷雌赐 cong 从丛聪葱匆 cou 凑 cu 粗促醋 cuan 窜 cui 催脆翠崔摧 cun 村存寸 cuo 错措挫搓
        da 大打达答搭 dai 带代待袋戴贷呆逮怠歹 dan 单但担蛋弹淡胆丹诞旦耽 dang 当党档挡荡 dao 到道倒刀导岛盗稻蹈悼 de 的得德 deng 等灯登邓瞪凳 di 地第低底弟敌递抵滴帝迪笛蒂 dian 点电店典垫殿淀颠奠惦 diao 调掉吊钓雕 die 跌爹叠碟蝶 ding 定订顶丁钉盯叮鼎 diu 丢 dong 东动懂冬洞冻董栋 dou 都斗豆抖逗陡兜 du 度读独毒堵肚渡赌杜督睹 duan 段短断端锻 dui 对队堆兑 dun 顿吨盾蹲敦钝 duo 多夺朵躲惰堕
        e 饿额恶俄鹅蛾鄂 en 恩 er 而二儿耳尔 fa 发法罚乏伐阀 fan 反饭范翻犯凡烦番返繁帆贩 fang 方放房防访仿芳纺妨 fei 非费飞肥废肺啡沸匪 fen 分份粉奋纷愤坟芬 feng 风封丰疯峰锋蜂冯凤奉缝讽 fo 佛 fou 否 fu 服复父付府负富福夫副附扶符浮幅腐伏妇肤辅抚傅赴腹覆俯
        ga 嘎 gai 该改盖概丐 gan 干感敢赶甘肝杆竿尴赣 gang 刚钢港岗纲缸杠 gao 高告搞稿糕膏 ge 个各歌哥格革隔割葛阁鸽搁 gei 给 gen 跟根 geng 更耕梗 gong 工公共功供宫攻弓恭躬贡巩 gou 够狗购构沟勾钩 gu 古故顾股骨固鼓姑谷孤估雇 gua 挂瓜刮寡 guai 怪乖拐 guan 关管官观馆惯冠罐贯灌莞 guang 光广逛 gui 贵规归鬼柜轨桂跪闺龟 gun 滚棍 guo 国过果锅郭裹
        ha 哈 hai 还海害孩嗨 han 汉喊含寒韩汗旱憾函罕 hang 航行杭 hao 好号毫豪浩耗郝 he 和合何河喝核盒贺荷赫禾 hei 黑嘿 hen 很恨狠痕 heng 横恒衡哼 hong 红洪宏轰虹鸿 hou 后候厚猴吼喉 hu 户湖护互虎胡呼忽乎壶糊狐蝴沪 hua 话花化华画划滑 huai 坏怀淮 huan 换欢环缓患幻唤焕 huang 黄皇慌晃煌荒谎 hui 会回汇灰挥辉惠毁慧悔绘徽贿 hun 婚混昏魂浑 huo 活火或货获伙祸惑霍
        ji 机几记及级己计给集极急季际技纪济继积基击鸡寄迹激吉吃疾辑籍挤剂饥肌祭寂冀姬缉 jia 家加价假架驾嘉甲佳夹嫁稼 jian 见间件建简检坚减健监渐剑箭践尖肩兼艰键奸荐鉴煎贱捡剪俭柬歼 jiang 将讲江奖降酱蒋姜浆疆匠僵 jiao 叫教交角脚较觉焦胶郊骄娇浇搅缴饺轿椒 jie 接结解节界街姐借介届阶皆揭截洁劫戒杰捷 jin 进金今近尽紧仅禁斤津劲锦筋谨晋巾 jing 经京精境静景惊竞镜警敬净井径竟睛晶颈鲸 jiong 窘 jiu 就九久旧酒救究纠舅揪 ju 局具据举句居巨聚距剧拒惧菊俱橘鞠桔 juan 卷捐倦娟 jue 决绝觉掘爵 jun 军均君俊菌郡峻
        ka 卡咖 kai 开凯慨 kan 看刊砍堪勘 kang 康抗扛炕 kao 考靠烤 ke 可科客课刻克棵颗渴壳咳 ken 肯恳啃 keng 坑 kong 空控孔恐 kou 口扣寇 ku 苦哭库裤酷枯 kua 跨夸垮 kuai 快块筷 kuan 款宽 kuang 况矿狂框旷 kui 亏愧溃葵馈 kun 困昆捆 kuo 扩括阔
        la 拉啦辣蜡垃喇 lai 来赖莱 lan 蓝兰览烂栏篮懒拦滥 lang 浪狼郎朗廊 lao 老劳牢捞姥 le 了乐勒 lei 类累雷泪垒 leng 冷愣 li 里理力利立离李例历丽厉礼黎励粒莉璃梨犁厘 lia 俩 lian 连联脸练恋链莲廉怜炼帘 liang 两量亮良辆凉粮梁谅 liao 料聊疗辽廖 lie 列烈裂猎劣 lin 林临邻淋琳 ling 另令领零灵龄铃玲陵凌岭 liu 六流留刘柳溜浏 long 龙隆笼聋 lou 楼漏露搂 lu 路录陆鲁卢炉鹿芦 luan 乱卵 lun 论轮伦 luo 落罗络洛螺骆锣 lv 律绿旅虑率铝驴吕履 lve 略掠
        ma 吗妈马码骂麻嘛 mai 买卖麦埋迈脉 man 满慢漫曼蛮瞒 mang 忙盲茫 mao 毛猫冒贸帽貌茂矛 me 么 mei 没每美妹煤眉梅媒枚霉 men 门们闷 meng 梦猛蒙盟孟 mi 米密秘迷蜜谜弥 mian 面免棉眠绵勉 miao 秒妙苗描庙 mie 灭蔑 min 民敏闽 ming 明名命鸣铭 miu 谬 mo 末莫模摸魔磨膜墨默漠 mou 某谋 mu 目母木幕墓牧慕亩
        na 那拿哪纳娜钠 nai 奶耐乃奈 nan 南难男 nang 囊 nao 脑闹恼 ne 呢 nei 内 nen 嫩 neng 能 ni 你呢尼泥拟逆妮腻 nian 年念粘 niang 娘 niao 鸟尿 nie 捏 nin 您 ning 宁凝 niu 牛扭纽 nong 农弄浓 nu 努怒奴 nuan 暖 nuo 诺挪 nv 女 nve 虐
        o 哦噢 ou 欧偶呕 pa 怕爬帕趴 pai 派排拍牌 pan 盘判盼攀潘 pang 旁胖庞 pao 跑炮泡抛 pei 配陪赔培佩 pen 喷盆 peng 朋碰鹏捧彭 pi 批皮匹披啤脾疲屁辟 pian 片篇骗偏 piao 票飘漂 pie 撇 pin 品贫频拼聘 ping 平评瓶凭苹屏 po 破迫坡婆泼 pu 普铺扑葡朴谱
        qi 起期其气七器汽齐奇企骑旗妻棋启弃戚漆欺 qia 恰洽 qian 前钱千签欠浅潜牵铅迁歉谦 qiang 强墙枪抢腔 qiao 桥巧敲悄瞧侨 qie 切且窃茄 qin 亲琴勤侵秦 qing 请情清青轻庆倾晴氢 qiong 穷琼 qiu 求球秋丘 qu 去取区曲趣趋屈渠娶 quan 全权圈劝泉券拳犬 que 却确缺雀 qun 群裙
        ran 然燃染 rang 让嚷 rao 绕扰饶 re 热惹 ren 人任认仁忍 reng 仍扔 ri 日 rong 容荣融溶绒 rou 肉柔揉 ru 如入乳辱 ruan 软阮 rui 瑞锐 run 润闰 ruo 若弱
        sa 撒洒萨 sai 赛塞 san 三散伞 sang 桑丧 sao 扫嫂骚 se 色涩 sen 森 seng 僧 sha 沙杀啥傻纱厦 shai 晒筛 shan 山善闪衫扇删陕珊 shang 上商伤尚赏 shao 少烧稍绍勺 she 社设蛇射舍摄舌涉 shei 谁 shen 身深神什甚伸审沈肾慎 sheng 生声省升胜圣剩盛绳牲 shi 是时事十使市实式世师史识石始士室视试失食施适示势诗湿湿饰释氏狮拾誓 shou 手受收首守寿售瘦兽授 shu 书数树输术属熟束叔舒鼠署殊述梳蔬蜀 shua 刷耍 shuai 帅摔甩衰 shuan 拴栓 shuang 双爽霜 shui 水睡税 shun 顺瞬 shuo 说硕
        si 四死思司私似丝斯寺撕 song 送松宋颂 sou 搜艘 su 速素苏诉宿塑俗肃 suan 算酸蒜 sui 岁随虽碎遂 sun 孙损笋 suo 所锁缩索
        ta 他她它塔踏 tai 太台态抬胎泰 tan 谈弹探坦叹贪摊炭滩坛 tang 汤糖躺堂唐趟烫塘 tao 套讨逃桃淘陶掏涛 te 特 teng 疼腾藤 ti 提题体替梯踢剃 tian 天田填甜添 tiao 条跳挑 tie 铁贴帖 ting 听停庭厅挺婷 tong 同通统痛童桶铜筒 tou 头投偷透 tu 图土突途徒吐兔涂 tuan 团 tui 推退腿 tun 吞屯 tuo 脱拖托妥驼驮
        wa 挖娃瓦哇蛙 wai 外歪 wan 万完晚玩碗湾弯皖 wang 网王往忘望亡旺汪 wei 为位未委维味围卫威微伟危尾违喂胃伪唯慰魏薇 wen 问文温闻稳吻 weng 翁 wo 我握窝卧沃 wu 无五物务武误午屋舞雾污吴悟乌勿
        xi 西系喜息习细洗戏席希吸析惜悉稀袭锡溪膝 xia 下夏吓侠峡霞虾瞎暇 xian 先现线显限险县鲜献闲嫌仙咸贤陷宪 xiang 想向象像相响香乡箱项享详祥降翔巷湘 xiao 小笑校消效晓销萧孝削 xie 写些谢鞋协斜邪携械歇蟹卸 xin 新心信辛欣薪芯馨 xing 行性星形型兴姓醒幸刑 xiong 兄雄胸熊凶 xiu 修秀休袖绣羞 xu 需许续须虚序徐绪叙蓄 xuan 选宣旋悬 xue 学血雪靴 xun 寻训讯迅询循
        ya 压牙呀亚雅鸭押芽鸦 yan 言眼研严验演烟盐燕延颜沿岩艳厌掩焰宴炎 yang 样羊阳养洋扬仰氧央杨 yao 要药摇腰咬邀耀姚遥 ye 也业夜叶爷野页液 yi 一以已意义议易医衣艺依亿移益异宜遗疑仪译忆椅姨抑亦役 yin 因音引银印饮隐阴 ying 应英影营硬映迎赢鹰萤 yo 哟 yong 用永勇拥泳涌 you 有又由友油游右优邮幼忧尤犹 yu 于与语雨鱼预育遇玉域余欲愈予宇羽狱郁裕渔娱豫愉誉渝 yuan 员元原院远园源愿圆缘援怨袁 yue 月越约跃阅岳悦粤 yun 云运允孕韵匀晕
        za 杂砸 zai 在再载灾栽仔 zan 赞咱暂 zang 脏葬 zao 早造遭糟灶燥 ze 则责择泽 zei 贼 zen 怎 zeng 增赠 zha 炸扎渣闸诈 zhai 债宅摘窄 zhan 站战展占沾斩盏 zhang 张章掌涨账帐障丈胀 zhao 找照招着赵召罩兆 zhe 这者着折哲浙遮 zhen 真针阵镇震珍诊枕圳 zheng 正整证政争征挣郑蒸症 zhi 只之知直指制至治志值纸支止职质置智执植致织汁脂殖芝帜址 zhong 中种重众终钟忠肿 zhou 周州洲舟粥皱 zhu 主住注助著猪竹朱祝煮珠株逐嘱驻柱 zhua 抓 zhuan 转专赚砖 zhuang 装状庄撞壮 zhui 追坠 zhun 准 zhuo 桌捉卓
        zi 子自字资紫姿滋咨 zong 总宗综纵踪 zou 走奏 zu 组足族租祖阻 zuan 钻 zui 最嘴罪醉 zun 尊遵 zuo 做作坐左座昨
        """;

    private static readonly FrozenDictionary<char, string> Syllables = Read();

    private static readonly FrozenDictionary<string, string> OfSyllable =
        Syllables.GroupBy(pair => pair.Value, pair => pair.Key).ToFrozenDictionary(group => group.Key, group => string.Concat(group.Order()));

    /// <summary>The syllable of an ideograph in small letters («lv» for lü), or null when it is not a common one.</summary>
    /// <param name="ideograph">Simplified or traditional.</param>
    public static string? Of(char ideograph) => Syllables.GetValueOrDefault(Folding.Fold(ideograph));

    /// <summary>Other ideographs that sound alike, in simplified form; empty when it is not a common one, or has none.</summary>
    /// <param name="ideograph">Simplified or traditional.</param>
    public static string Homophones(char ideograph) =>
        Of(ideograph) is { } syllable ? string.Concat(OfSyllable[syllable].Where(other => other != Folding.Fold(ideograph))) : "";

    private static FrozenDictionary<char, string> Read()
    {
        var words = Text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var syllables = new Dictionary<char, string>();
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            foreach (var ideograph in words[i + 1])
            {
                syllables.TryAdd(ideograph, words[i]);
            }
        }

        return syllables.ToFrozenDictionary();
    }
}
