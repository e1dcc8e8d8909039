namespace ServiceBot.Tests.Knowledge;

/// <summary>The Chinese counterpart of <see cref="EnglishQuestions"/>; written on its own, not translated line by line.</summary>
internal static class ChineseQuestions
{
    public const string Answerable = """
        router-drops | 我的路由器老是断线
        router-drops | 网络断断续续的怎么办
        router-drops | 家里wifi总是掉线
        router-drops | 上着网突然就断了，过一会儿又好了
        no-internet outage-check | 家里上不了网了
        no-internet outage-check | 今天早上开始完全没网
        no-internet | 路由器亮白灯但是打不开网页
        slow-speed | 网速太慢了
        slow-speed | 怎么测网速
        slow-speed speed-guarantee | 下载速度达不到套餐的速度
        speed-guarantee | 你们保证最低网速吗
        speed-guarantee | 网速不达标能赔钱吗
        wifi-coverage | 卧室里没有wifi信号
        wifi-coverage | 楼上信号很弱怎么办
        mesh-point-setup | mesh point怎么装
        mesh-point-setup | Mesh Point 连不上怎么回事
        wifi-password | wifi密码在哪里看
        wifi-password | 我想改wifi名字
        router-setup | 新路由器怎么连接
        router-setup | Hub 2 第一次怎么设置
        router-lights | 路由器橙色灯一直闪是什么意思
        router-lights no-internet | 路由器亮红灯
        restart-reset-router | 怎么重启路由器
        restart-reset-router | 路由器恢复出厂设置
        outage-check | 我们这片区是不是断网了
        outage-check | 怎么查我家附近有没有故障
        technician-visit | 我想预约师傅上门
        technician-visit | 技术员约好了却没来
        technician-visit | 上门时间能改吗
        installation | 新装宽带要怎么弄
        installation plans-overview | 安装费多少钱
        phone-service | 座机没有拨号音
        phone-service | 家里固定电话有杂音
        track-order | 我的快递到哪了
        track-order | 怎么查物流
        late-delivery track-order | 订单HL-204817还没到
        late-delivery | 包裹一直没送到
        late-delivery | 等了一个星期快递还没来
        missed-delivery | 送货的时候我不在家
        missed-delivery | 自提点怎么取件
        damaged-delivery | 收到的东西是坏的
        damaged-delivery | 快递箱子破了，里面的商品也碎了
        missing-item | 包裹里少了一件
        missing-item | 你们发错货了
        delivery-times | 下单后几天能到
        delivery-times | 运费怎么算
        change-delivery | 想改一下收货地址
        change-delivery | 订单能改成加急配送吗
        cancel-order | 我要取消订单
        cancel-order | 刚下的单不想要了
        place-order | 怎么在你们商店买东西
        place-order | 我想买一个Mesh Point
        how-to-return | 我要退货，怎么寄回去
        how-to-return | 退货标签怎么打印
        how-to-return cancel-contract | 退网以后路由器要寄回吗
        returns-policy | 退货政策是什么
        returns-policy | 过了30天还能退吗
        refund-times | 退款多久到账
        refund-times | 钱怎么还没退给我
        refund-times | 退款会退到哪张卡
        warranty | 设备还在保修期吗
        warranty | 路由器坏了能修吗
        read-your-bill | 账单看不懂
        read-your-bill | 以前的发票在哪里下载
        read-your-bill | 这个月账单怎么变贵了
        first-bill | 第一个月账单为什么这么多钱
        first-bill | 首期账单比套餐价高
        disputed-charge | 账单上有一笔我不认识的费用
        disputed-charge | 你们多收了我的钱
        disputed-charge | 重复扣费了怎么办
        payment-methods | 可以用什么方式付款
        payment-methods | 能银行转账吗
        payment-methods | 我想换一张信用卡付款
        payment-failed | 付款失败了
        payment-failed | 我的卡被拒了
        direct-debit | 怎么开通自动扣款
        direct-debit | 换了银行账户，自动扣款怎么改
        late-payment | 账单晚交会怎么样
        late-payment | 这个月没钱交费，能缓几天吗
        late-payment | 滞纳金是多少
        plans-overview | 有什么套餐
        plans-overview | 最快的宽带多少钱一个月
        change-plan | 我想升级套餐
        change-plan | 换个便宜点的套餐
        contract-length | 我的合同什么时候到期
        contract-length | 合约最短要签多久
        contract-length | 包月和一年合同有啥区别
        cooling-off | 刚签完就后悔了能退吗
        cooling-off | 14天冷静期怎么用
        cancel-contract | 我要解约
        cancel-contract | 宽带不想用了怎么退
        cancel-contract | 提前解约违约金多少
        moving-house | 我要搬家，宽带怎么办
        moving-house | 移机要收费吗
        moving-house | 新房子没有你们的网络覆盖怎么办
        change-details | 怎么更换手机号
        change-details | 我改名字了，资料怎么更新
        change-details | 修改我的邮箱
        reset-password | 忘记登录密码了
        reset-password | 没收到重置密码的邮件
        reset-password locked-account | 登录不了我的账户
        locked-account | 账号被锁了
        locked-account | 收不到验证码
        message-preferences | 别再给我发广告短信了
        message-preferences | 怎么退订营销邮件
        message-preferences | 这条短信是不是诈骗
        privacy-export | 我想要一份我的个人数据
        privacy-export | 怎么导出我的资料
        privacy-delete | 注销我的账户
        privacy-delete | 请把我的个人信息都删掉
        complaints | 我要投诉
        complaints | 对你们的服务很不满意，去哪里投诉
        talk-to-a-person | 转人工
        talk-to-a-person | 客服电话多少
        talk-to-a-person | 我想跟真人说话
        opening-hours | 你们几点上班
        opening-hours | 星期天有人接电话吗
        opening-hours | 客服工作时间
        speed-guarantee cancel-contract | 速度一直不达标可以免费解约吗
        outage-check | 上周断网有补偿吗
        late-payment | 欠费会停网吗
        router-setup | 路由器管理页面怎么进
        """;

    public const string Unanswerable = """
        明天天气怎么样
        周末会下雨吗
        红烧肉怎么做
        番茄炒蛋要放多少盐
        鸡蛋要煮几分钟
        世界杯冠军是谁
        澳大利亚的首都是哪里
        讲个笑话
        你是机器人吗
        人生的意义是什么
        啊啊啊啊啊啊
        哈哈哈哈
        的了吗呢吧
        天地玄黄宇宙洪荒
        怎么取消爱奇艺会员
        淘宝账号被盗了
        最近的星巴克在哪里
        苹果手机怎么刷机
        电脑蓝屏怎么解决
        特斯拉充不进电
        帮我订一张去上海的机票
        高铁几点发车
        我想在北京订酒店
        护照怎么续签
        高速公路限速多少
        猎豹跑多快
        怎么快速减肥
        感冒有什么症状
        我头疼吃什么药
        去泰国要打什么疫苗
        早上好用西班牙语怎么说
        写一首关于大海的诗
        解方程x平方加二x等于零
        十七乘以二十四等于几
        法国总统是谁
        宇宙有多少岁
        珠穆朗玛峰有多高
        今天欧元汇率
        现在该买比特币吗
        腾讯股价多少
        个人所得税怎么申报
        推荐一家好吃的火锅店
        附近哪里有好吃的
        今晚看什么电影
        这首歌是谁唱的
        下一场英超比赛什么时候
        怎么训练狗狗坐下
        我家猫不吃饭
        仙人掌多久浇一次水
        什么时候种西红柿
        衣服上的红酒渍怎么洗
        怎么换轮胎
        车子有异响
        水龙头漏水怎么修
        洗衣机漏水
        冰箱不制冷
        领带怎么打
        给女儿取个名字
        我失恋了
        好无聊啊
        我爱你
        你真笨
        早上好
        谢谢你
        好的
        你好
        你今天过得怎么样
        真有意思
        你最喜欢什么颜色
        你相信鬼神吗
        解释一下量子力学
        谁发明了电灯
        二战哪一年结束
        太阳系有几颗行星
        什么是光合作用
        怎么学编程
        帮我写一段代码
        笔记本电池不耐用
        怎么装系统
        表格怎么求和
        打印机打不出颜色
        微信怎么拉黑别人
        抖音怎么涨粉
        微博账户怎么注销
        支付宝转账限额
        王者荣耀怎么上分
        手柄配对不了
        哪款显卡玩游戏好
        怎么考护士证
        你们招程序员吗
        你们公司股票代码
        你们老板是谁
        能赞助我们球队吗
        有沙发卖吗
        帮我订一束花
        羽绒服有打折吗
        叫辆出租车去机场
        周末租车多少钱
        去日本的签证怎么办
        电费怎么交
        水表怎么看
        暖气不热
        物业费多少
        房贷利率是多少
        怎么开储蓄账户
        今天的星座运势
        去国外漫游的手机卡有吗
        哪个台直播奥运会
        高考什么时候报名
        大学录取分数线
        寿司米饭怎么做
        饺子馅怎么调
        喝咖啡对身体好吗
        怎么冥想
        吉他和弦入门
        厨房刷什么漆
        海洋有多深
        鱼会睡觉吗
        床前明月光疑是地上霜
        😀😀😀
        1234567890
        药店几点关门
        """;
}
