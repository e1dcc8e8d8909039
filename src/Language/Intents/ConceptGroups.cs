namespace ServiceBot.Language.Intents;

/// <summary>
/// What the words of a service desk have in common, in English and Chinese; composed for this project. One group a line; a star
/// stands for any ending. The groups know no intents: they let «money back», «reimburse» and 退钱 support each other.
/// </summary>
internal static class ConceptGroups
{
    public const string Text = """
        order*, purchas*, 订单, 定单, 单子, 下单, 下的单, 订购, 购买记录
        buy*, bought, purchas*, get a, get one, get myself, shop*, 买, 购, 购买, 选购, 入手, 下单, 订一个, 来一个, 要一个
        sell*, sale*, in stock, stock, available, availab*, have any, 卖, 出售, 有货, 现货, 库存, 缺货, 在售
        parcel*, package*, packet*, shipment*, box*, 包裹, 快递, 快件, 货物, 箱子, 盒子, 包装
        deliver*, ship*, courier*, dispatch*, sent out, drop off, dropped off, on its way, 送货, 发货, 配送, 派送, 寄出, 发出, 快递员, 运送, 物流, 送到, 投递
        arriv*, come, coming, came, here, turn up, turned up, showed up, show up, reach*, get here, 到, 到货, 送达, 到达, 抵达, 来
        receiv*, get, got, gotten, 收到, 收, 拿到, 领到
        track*, where is, wheres, where's, whereabouts, location of, how far, 查, 查询, 跟踪, 追踪, 到哪, 在哪, 哪里了, 哪儿了, 单号
        status*, progress, update, updates, news, state of, happening, going on, latest, any word, heard, 状态, 进度, 进展, 情况, 消息, 动静, 怎么样了, 咋样了, 如何了, 到哪一步
        late, delay*, overdue, still waiting, waiting, wait, waited, takes so long, taking so long, not yet, 还没, 迟, 延误, 延迟, 晚了, 等, 等了, 一直没, 怎么还, 这么久, 催
        lost, missing, disappear*, stolen, gone, vanish*, never came, never arrived, nowhere, 丢, 丢失, 不见了, 遗失, 没收到, 未收到, 少了, 缺, 漏发, 被偷
        damage*, broken, crack*, scratch*, dent*, smash*, crush*, torn, wet, 损坏, 破损, 碎, 裂, 划痕, 压坏, 坏了, 摔坏, 破了, 湿了
        wrong, incorrect, mistake*, mixed up, not what, different from, instead of, 错, 错误, 不对, 不一样, 不符, 发错, 弄错, 搞错
        used, second hand, opened, not new, refurbish*, 二手, 用过, 旧的, 拆过
        neighbo*r*, doorstep, door, safe place, pick up, pick-up, pickup, collect*, depot, 邻居, 门口, 自提, 取件, 自取, 代收, 驿站
        express, fast delivery, next day, standard, 加急, 特快, 快点, 标准
        return*, send back, sending back, send it back, give back, give it back, bring back, bring it back, goes back, going back, take it back, ship back, ship it back, 退货, 退回, 寄回, 退掉, 退还, 退, 还回
        refund*, money back, reimburse*, my money, repaid, pay back, paid back, 退款, 退钱, 返还, 钱退, 把钱, 还钱, 退费
        exchang*, swap*, replac*, trade, 换货, 换, 更换, 替换, 调换, 换新
        label*, qr, printout, print, printed, 标签, 面单, 二维码, 打印
        warrant*, guarant*, coverage period, covered, 保修, 质保, 保固, 三包, 包修, 质保期
        repair*, fix*, mend, service it, 修, 维修, 修理, 修复
        policy, rule*, terms, condition*, allowed, deadline, within, 政策, 规定, 规则, 条款, 期限, 条件
        bill*, invoice*, statement*, receipt*, 账单, 帳單, 发票, 收据, 明细, 单据, 对账
        charge*, billed, debited, deduct*, taken, took, withdraw*, 扣, 扣款, 扣费, 收费, 扣了, 被扣, 多扣, 乱扣, 收了
        dispute*, don't recognise, don't recognize, unknown, unauthori*, not mine, never ordered, did not order, didn't order, overcharg*, twice, double, duplicate, 不认, 争议, 异议, 没订, 不是我, 重复, 两次, 两遍, 多收, 多扣, 莫名, 来路不明
        pay, paying, paid, payment*, transfer*, autopay, direct debit, instal*ment*, 支付, 付款, 付, 缴费, 交费, 交钱, 缴, 代扣, 付钱, 转账, 分期
        card, cards, visa, mastercard, credit card, debit card, bank, iban, paypal, 卡, 银行, 信用卡, 支付宝, 微信支付, 借记卡
        price*, cost*, how much, fee*, expensive, cheap*, afford*, dollars, pricing, rate, 价格, 多少钱, 价钱, 费用, 收费, 贵, 便宜, 资费, 月费, 多少, 几块
        discount*, deal*, offer*, promo*, voucher*, coupon*, special, bargain*, 优惠, 折扣, 活动, 促销, 打折, 券, 特价, 福利
        increase*, went up, gone up, higher, goes up, more than, jump*, rise*, rose, suddenly, 涨, 上涨, 变贵, 高了, 贵了, 变高, 多了, 这么高
        month*, per month, monthly, 每月, 每个月, 月
        explain*, breakdown, break down, what is, whats, what's, meaning, mean, understand, why, how come, 什么意思, 解释, 说明, 为什么, 为啥, 怎么回事, 是什么, 看不懂, 不明白, 怎么算
        plan*, package deal, tariff*, bundle*, subscription, 套餐, 资费, 方案, 计划
        speed*, fast, faster, mbit, mbps, gig*, bandwidth, 速度, 网速, 兆, 千兆, 带宽, 快
        upgrad*, higher plan, bigger, faster plan, 升级, 升, 提速, 加速, 升档
        downgrad*, lower plan, smaller, cheaper plan, reduce, 降级, 降, 降档, 降到
        chang*, switch*, modif*, edit*, amend*, alter*, adjust*, correct, 改, 更改, 修改, 变更, 更换, 换成, 换到, 调整, 更新, 改成, 改一下, 改到
        contract*, agreement, term, minimum term, commitment, 合同, 合约, 协议, 签约, 合同期
        cancel*, terminat*, end my, quit, leave you, leaving, stop my, get rid of, call off, 取消, 解约, 终止, 解除, 撤销, 退订, 不要了, 销户, 退网, 停掉, 停机, 断网不用
        stop*, no more, no longer, don't want, do not want, dont want, enough, quit, 停, 停止, 别, 不要, 不想, 不再, 不用, 别再, 算了
        penalt*, early exit, exit fee, termination fee, 违约金, 违约, 提前
        move, moving, moved, mov* house, relocat*, new address, new home, new flat, new place, 搬家, 搬, 搬迁, 迁, 移机, 新家, 新地址, 新房, 迁移, 新居
        address*, street, postcode, zip, lane, 地址, 住址, 街, 门牌
        name, surname, last name, married, 姓名, 名字, 改名, 姓
        phone number, mobile number, email address, contact details, my details, my number, 手机号, 电话号码, 邮箱, 联系方式, 个人信息, 号码
        account*, profile, my harborline, portal, 账户, 账号, 帐号, 帳號, 帐户, 户头, 档案
        log*, login, signin, sign in, signing in, sign-in, log in, get in, get into, access, 登录, 登陆, 登入, 进不去, 登不上, 进去
        password*, passcode, reset link, forgot*, paswword, 密码, 忘记, 忘了, 重置
        locked, lock*, blocked, suspended, hack*, 锁, 锁定, 冻结, 封, 被盗, 解锁
        code, codes, verification, two-step, 2fa, otp, authenticat*, 验证码, 验证, 校验, 两步
        sign up, register*, create an account, new customer, join, become a customer, 注册, 开户, 新用户, 新客户, 办理, 开通
        data, information about me, personal, privacy, gdpr, records, stored, 数据, 个人资料, 隐私, 资料, 记录, 个人数据, 信息
        delet*, eras*, remov*, forget me, wipe, destroy, clear, get rid, 删, 删除, 抹掉, 清除, 清空, 销毁, 注销, 去掉, 移除, 遗忘, 抹, 刪除, 销号
        download*, export*, copy of, send me my, see what, subject access, csv, archive, 导出, 下载, 副本, 拷贝, 打包, 一份, 查看我
        newsletter*, marketing, advert*, ads, spam, promotion*, mailing list, brochure*, flyer*, junk, 广告, 营销, 推销, 促销, 新闻, 推送, 邮件列表, 骚扰, 传单, 资讯
        subscrib*, opt in, opt-in, sign me up, keep me posted, let me know about, put me on, add me, i'd like to hear, 订阅, 加入, 接收, 通知我, 加到, 想收, 想收到
        unsubscrib*, opt out, opt-out, take me off, remove me, stop sending, don't send, no more emails, 退订, 取消订阅, 别发, 不想收, 不要发, 别再发, 不想再收, 别给我发
        email*, e-mail*, mail, mails, letter*, sms, text message*, texts, 邮件, 短信, 信件, 电邮, 信
        internet, broadband, online, web, net, connection, connect*, conection, network, 网, 网络, 宽带, 上网, 连接, 联网, 连上, 互联网
        wifi, wi-fi, wireless, wlan, ssid, 无线, 热点, 信号
        router*, hub, modem*, box, mesh, mesh point*, extender, repeater, 路由器, 路由, 光猫, 猫, 主机, 网关, 盒子, 中继, 电力猫
        device*, gadget*, equipment, adapter*, kit, powerline, laptop, tv, tablet, phone, 设备, 装置, 适配器, 电脑, 手机, 平板, 电视, 配件
        landline, phone line, dial tone, calls, home phone, 座机, 固话, 电话线, 固定电话, 拨号音, 通话
        down, outage*, dead, no internet, offline, not working, doesn't work, dosnt work, stopped working, out of service, failed, fails, no service, 断网, 没网, 断了, 不能用, 用不了, 连不上, 上不了网, 掉线, 坏了, 故障, 瘫痪, 挂了, 不工作, 没反应
        area, neighbourhood, neighborhood, street, everyone, whole building, in my area, my town, region, nearby, 小区, 附近, 整栋, 这边, 地区, 区域, 片区, 一带, 大面积, 全楼, 我们这
        planned, maintenance, works, scheduled, 维护, 检修, 施工, 计划内
        slow*, crawl*, lag*, buffer*, ping, freez*, unplayable, takes forever, latency, stutter*, 慢, 卡, 延迟, 缓冲, 转圈, 卡顿, 龟速, 不流畅
        drop*, cuts out, unstable, intermittent*, disconnect*, keeps, flicker*, on and off, 断断续续, 掉, 不稳定, 时断时续, 总是断, 老断, 老是
        light*, led, blink*, flash*, red, orange, 灯, 红灯, 闪, 橙灯, 指示灯, 亮
        restart*, reboot*, power cycle, turn it off, turn off and on, 重启, 重新启动, 关机, 开机
        weak, signal, coverage, reach, range, upstairs, bedroom, thick walls, 弱, 信号差, 覆盖, 楼上, 卧室, 穿墙, 房间
        set up, setup, setting up, install*, configur*, plug*, connect it, how to use, instructions, manual, guide, mount, cable*, socket, 安装, 设置, 配置, 怎么用, 怎么装, 怎么连, 插, 装, 说明书, 调试, 接, 组网, 网线
        technician*, engineer*, visit*, appointment*, home visit, on site, come out, 技术员, 师傅, 工程师, 上门, 预约, 维修员, 安装师傅
        reschedul*, postpone*, another day, different time, slot, earlier, 改期, 改时间, 改约, 推迟, 另约, 换个时间, 时间段
        report*, fault*, problem*, issue*, trouble, error*, 报修, 故障, 问题, 毛病, 报障, 出错
        request*, ticket*, case, enquir*, inquir*, sr, 工单, 请求, 申请, 报修单, 单子, 服务单
        add*, append, attach*, include, also mention, note, extra information, more details, photo*, 补充, 添加, 加上, 附上, 备注, 追加, 加一条, 写上, 照片
        withdraw*, close, drop the, never mind, solved, resolved, no need, works again, fixed itself, 撤回, 撤销, 关闭, 关掉, 解决了, 不用处理, 好了, 撤, 不用了
        person*, human*, agent*, someone, somebody, representative*, operator, staff, real, manager, supervisor, advisor, colleague, employee, member of staff, 人工, 真人, 客服, 工作人员, 专员, 坐席, 人员, 主管, 经理, 活人, 转接
        talk*, speak*, chat*, call me, call back, phone me, discuss, put me through, 说话, 聊, 讲, 打电话, 回电, 谈, 沟通, 联系
        robot*, bot, bots, machine, automat*, ai, chatbot, computer, program, 机器人, 机器, 自动, 人工智能, 程序, 智能
        complain*, complaint*, unacceptable, terrible, awful, horrible, disgrace*, rubbish, worst, disappoint*, useless, fed up, ridiculous, shame, angry, appalling, unhappy, joke, 投诉, 抱怨, 差劲, 太差, 垃圾, 气死, 失望, 不满, 烂, 恶劣, 差评, 坑, 忍, 生气, 过分, 态度
        praise, great, excellent, amazing, fantastic, love, awesome, well done, brilliant, happy, impressed, friendly, wonderful, helpful, compliment*, good job, best, super, nice, kudos, satisfied, 表扬, 很棒, 太好, 满意, 点赞, 好评, 优秀, 厉害, 赞, 真好, 不错, 给力, 贴心, 专业, 棒
        open, opening, hours, closed, holiday*, weekend, when are you, sunday, saturday, office hours, business hours, 营业, 几点, 上班, 下班, 开门, 关门, 节假日, 周末, 工作时间, 营业时间, 服务时间
        contact, phone number, reach you, call you, hotline, headquarters, 联系, 电话, 热线, 总部
        hello*, hi, hey*, hiya, good morning, good evening, good afternoon, greetings, howdy, morning, evening, 你好, 您好, 早上好, 下午好, 晚上好, 哈喽, 嗨, 早, 在吗, 早安, 大家好, 喂, 有人吗
        bye*, goodbye*, see you, see ya, farewell, take care, good night, cya, that's all, later, have a nice, 再见, 拜拜, 回头见, 晚安, 下次见, 回聊, 先这样, 走了, 下线
        thank*, thx, cheers, appreciate*, grateful, ty, 谢谢, 感谢, 多谢, 谢了, 辛苦, 谢, 谢啦
        yes*, yeah, yep, yup, sure, ok, okay, right, correct, exactly, of course, absolutely, agree, go ahead, definitely, confirm*, indeed, true, 是, 是的, 对, 对的, 好, 好的, 可以, 没错, 行, 嗯, 当然, 确定, 确认, 同意, 没问题, 正是, 就是, 要的, 成, 中
        no, nope, nah, not, don't, never, wrong, negative, disagree, no way, no thanks, 不, 不是, 不对, 不要, 没有, 不行, 不用, 否, 别, 不可以, 错了, 不同意, 不了, 并不
        none, neither, something else, other, others, else, different, another thing, not listed, 都不是, 其他, 别的, 另外, 以上都不, 没有一个, 其它, 都不对, 不在
        start over, restart, begin again, from the beginning, from scratch, reset, main menu, from the top, start again, 重新开始, 从头, 重来, 重新来, 重置, 再来一遍, 回到开头
        never mind, nevermind, forget it, cancel, stop, abort, quit, exit, leave it, 算了, 取消, 停, 不办了, 退出, 不弄了, 不用了, 不做了, 作罢
        repeat*, again, say that again, pardon, come again, what did you say, once more, didn't catch, one more time, 再说, 重复, 重说, 没听清, 没看清, 没听懂, 再讲, 再发, 什么
        help*, what can you do, how does this work, menu, options, assist*, capabilit*, what can i, 帮助, 帮忙, 能做什么, 会什么, 菜单, 功能, 怎么用, 可以做什么, 帮
        who are you, your name, how are you, what's up, how old, where do you live, joke, are you a, do you like, do you have, 你是谁, 你叫什么, 你多大, 笑话, 你住, 你喜欢, 你会, 你是, 你有, 无聊, 聊天
        question*, ask*, wonder*, want to know, wanna know, tell me, 问, 请问, 想知道, 咨询, 了解, 想问
        how, how do i, how can i, how to, 怎么, 如何, 怎样, 咋
        when, how long, until when, what time, which day, 什么时候, 多久, 几时, 何时, 几天, 哪天, 多长时间, 几号, 啥时候
        where, which place, 哪里, 哪儿, 在哪, 何处
        want*, would like, i'd like, need*, wish, looking for, 想, 要, 想要, 需要, 希望, 打算
        possible, can i, could i, may i, able, is it ok, 可以吗, 能不能, 可不可以, 能否, 行吗, 能吗, 可否
        not, don't, doesn't, didn't, isn't, won't, can't, cannot, cant, dont, wont, haven't, hasn't, never, without, no, 不, 没, 没有, 未, 无, 无法, 别, 不能, 不会
        compare, comparison, difference*, better, recommend*, suggest*, which one, best for, suitable, 比较, 区别, 推荐, 哪个好, 适合, 对比, 哪种, 差别, 建议
        student*, family, senior*, business, kids, 学生, 家庭, 老人, 公司, 企业
        gaming, game*, stream*, netflix, work from home, home office, video call*, 游戏, 看电视, 居家办公, 追剧, 视频, 直播, 在家办公
        turn on, enable*, activat*, switch on, register me, 开启, 打开, 启用, 激活
        turn off, disable*, deactivat*, switch off, 关闭, 关掉, 停用
        option*, choice*, topic*, command*, list, menu, main menu, 选项, 指令, 主题, 菜单, 命令, 列表
        due date, payday, pay later, extension, deadline, 还款日, 到期, 宽限, 晚几天, 延期, 逾期
        interrupt*, known issue*, degraded, 中断, 崩, 服务器, 抢修
        incomplete, half of, missing from, not in the box, someone else's, somebody else's, 少, 别人的, 没有附, 缺少
        lie, lied, promise*, hung up, on hold, rude, 骗, 答应, 挂电话, 态度, 敷衍
        anything else, whatever, any of these, 任何, 哪个都, 这些
        own, mine, about me, my info, 关于我, 我的信息, 本人
        my order, before it ships, add to my order, change my order, 修改订单, 改订单, 订单里
        bad, poor, suck*, lousy, pathetic, disgust*, frustrat*, annoy*, upset, dissatisf*, unhappy, disaster, mess, ignore*, impolite, unfriendly, zero stars, one star, ombudsman, compensat*, apolog*, grievance, 差, 烂, 糟, 糟糕, 垃圾, 废物, 差劲, 恶劣, 离谱, 荒唐, 气死, 失望, 不满, 受够, 生气, 不礼貌, 差评, 投诉, 举报, 赔偿, 道歉, 忍无可忍, 没用
        good, lovely, nice, perfect*, super, pleased, satisf*, five stars, hats off, thumbs up, recommend*, outstanding, commend*, kind, kindness, patient, rating, positive, impress*, compliment*, 好, 棒, 赞, 点赞, 满意, 好评, 表扬, 夸, 夸夸, 优秀, 给力, 完美, 佩服, 厉害, 专业, 耐心, 热心, 五星, 加薪, 高分, 推荐, 一流, 很好, 太好
        telephone, ring, fax, postal, postbox, whatsapp, wechat, phone you, call you, ring you, write to you, number to call, contact number, 传真, 通讯地址, 微信, 公众号, 打电话, 电话号码, 客服电话, 热线, 打通, 寄信
        store, stores, branch*, office*, located, headquarter*, premises, 门店, 实体店, 办公室, 总部, 店面
        reachable, available, staffed, business hours, opening times, working hours, until when, 在线, 有人, 休息, 下班, 上班, 营业时间, 工作时间, 几点
        before it ships, not shipped, not packed, hasn't shipped, hold, redirect*, recipient, quantity, different address, another address, 发货前, 还没发货, 没发货, 改寄, 改送, 先别发, 收件人, 数量, 撤单, 下错单, 拦, 换个地址
        notice period, give notice, cooling off, cooling-off, renew*, other provider, another provider, another company, competitor, permanently, for good, 冷静期, 续约, 通知期, 运营商, 拆机, 停用, 别家
        later, another time, not now, skip, bother, give up, go on, continue, finish*, 下次, 改天, 以后, 不弄, 不搞, 不填, 继续, 放弃, 到此, 打住, 中止
        speak soon, next time, gotta, heading off, regards, have a good, enjoy your, 祝, 愉快, 先走, 走了, 挂了, 保重, 顺利
        lol, haha*, joke*, funny, birthday, favourite, favorite, married, bored, weather, dream*, sing, 哈哈, 笑话, 搞笑, 生日, 最喜欢, 爱, 天气, 心情, 累, 唱歌, 聊聊, 你几岁
        able to, handle, what am i supposed, what should i type, topics, use this chat, use this bot, 能问, 能做, 会做, 处理什么, 输入, 懂, 怎么用
        inside, provided, delivered to, left at, left it, signed for, marked as, seal*, contents, 签收, 送到, 放门口, 封条, 里面, 实物
        where are my, eta, on the way, in transit, expected, 多久到, 几号到, 什么时候到, 在路上, 物流, 预计
        worth, spec*, feature*, need for, which device, how many, 型号, 规格, 适用, 买哪个
        both, all of it, everything, entire*, completely, forever, 所有, 全部, 一切, 彻底, 永久
        see, view, show, know, read, look at, 看, 查看, 查阅, 知道, 显示
        receive*, send me, get your, hear from, inform*, notify, 收到, 发给我, 接收, 告诉我, 提醒
        """;
}
