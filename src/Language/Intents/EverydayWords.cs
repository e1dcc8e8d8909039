namespace ServiceBot.Language.Intents;

/// <summary>
/// Words of everyday life that mean much the same or belong together, in English and Chinese; composed for this project, in the form of <see cref="ConceptGroups"/>. They know
/// no desk: where examples are few, «is it drizzling» is near «will it rain».
/// </summary>
internal static class EverydayWords
{
    public const string Text = """
        monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tue, tues, wed, thu, thurs, fri, 星期一, 星期二, 星期三, 星期四, 星期五, 星期六, 星期天, 星期日, 周一, 周二, 周三, 周四, 周五, 周六, 周日, 礼拜
        january, february, march, april, june, july, august, september, october, november, december, jan, feb, apr, aug, sept, oct, nov, dec, 一月, 二月, 三月, 四月, 五月, 六月, 七月, 八月, 九月, 十月, 十一月, 十二月
        today, tonight, tomorrow, yesterday, this week, next week, this morning, this evening, this afternoon, weekend, 今天, 明天, 昨天, 后天, 前天, 今晚, 今早, 明早, 下周, 本周, 这周, 上周, 周末
        morning, noon, afternoon, evening, night, midnight, dawn, sunrise, sunset, 早上, 上午, 中午, 下午, 晚上, 夜里, 凌晨, 傍晚, 半夜, 早晨, 清晨
        hour*, minute*, second*, am, pm, oclock, o'clock, half past, quarter to, 小时, 分钟, 秒, 点钟, 半小时, 刻钟
        day, days, week*, month*, year*, decade*, century, 天, 周, 月, 年, 年份
        spring, summer, autumn, winter, season*, 春天, 夏天, 秋天, 冬天, 季节
        one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fifteen, twenty, thirty, forty, fifty, hundred, thousand, million, 百, 千, 万
        first, second, third, fourth, fifth, last, previous, next, 第一, 第二, 第三, 上一, 下一, 上一个, 下一个, 最后
        now, right now, currently, at the moment, immediately, instantly, asap, at once, right away, straight away, 现在, 马上, 立刻, 立即, 目前, 此刻, 当前
        later, afterwards, soon, in a while, eventually, 以后, 之后, 稍后, 过会, 等会, 待会
        again, repeat*, once more, another time, over again, replay*, 再, 再次, 重复, 又, 再来, 重放, 再放
        always, every time, often, usually, regularly, frequently, 总是, 每次, 经常, 一直, 常常
        calendar*, schedule*, agenda, appointment*, event*, meeting*, conference, diary, itinerary, 日历, 日程, 会议, 安排, 行程, 约会, 开会, 预约
        remind*, reminder*, remember, don't forget, notify me, alert me, 提醒, 记得, 别忘, 备忘, 记一下
        alarm*, wake me, wake up, snooze, timer*, countdown, stopwatch, 闹钟, 叫醒, 叫我起床, 定时, 计时, 倒计时, 闹铃
        birthday*, anniversar*, wedding*, party, parties, celebration*, 生日, 纪念日, 婚礼, 聚会, 派对
        holiday*, vacation*, day off, days off, time off, pto, leave, christmas, easter, thanksgiving, halloween, festival*, 假期, 放假, 休假, 请假, 圣诞, 春节, 国庆, 节日, 元旦, 中秋, 端午
        weather, forecast*, climate, meteorolog*, 天气, 气象, 天气预报, 气候
        rain*, drizzl*, shower*, storm*, thunder*, lightning, umbrella, raincoat, 雨, 下雨, 雷雨, 暴雨, 雨伞, 带伞, 打雷
        snow*, ice, icy, hail, frost, blizzard, freez*, sleet, 雪, 下雪, 冰雹, 霜, 结冰
        sun, sunny, cloud*, clear sky, overcast, fog*, mist*, haz*, 晴, 太阳, 多云, 阴天, 雾, 雾霾, 晴天, 空气质量, 霾
        wind*, breeze, gust*, hurricane*, tornado*, typhoon*, 风, 刮风, 台风, 大风, 风力
        temperature*, degrees, celsius, fahrenheit, humid*, 温度, 度, 摄氏, 湿度, 气温, 多少度
        hot, warm, heat*, boiling, 热, 暖, 暖和, 炎热, 加热
        cold, chilly, cool, freezing, 冷, 凉, 凉快, 寒冷
        eat*, ate, eaten, food*, meal*, dinner, lunch, breakfast, supper, brunch, snack*, hungry, feed, cuisine*, dish*, 吃, 饭, 食物, 晚餐, 午餐, 早餐, 晚饭, 午饭, 早饭, 零食, 饿, 菜, 美食
        cook*, bak*, recipe*, boil*, fry, fried, grill*, roast*, steam*, ingredient*, oven, simmer, kitchen, 做菜, 烹饪, 菜谱, 煮, 炒, 烤, 炸, 蒸, 食材, 做法, 厨房, 炖, 烧
        restaurant*, cafe*, diner*, bistro, pub, pubs, bar, bars, eatery, eateries, steakhouse, pizzeria, tavern, brasserie, takeaway*, takeout*, take out, food delivery, 餐厅, 饭店, 餐馆, 咖啡馆, 酒吧, 外卖, 馆子, 饭馆
        reservation*, reserve*, book a table, book*, table for, 预订, 预定, 订位, 订座, 订, 预约
        chicken, beef, pork, lamb, fish, salmon, tuna, turkey, bacon, sausage*, ham, steak*, meat*, shrimp, seafood, 鸡, 鸡肉, 牛肉, 猪肉, 羊肉, 鱼, 虾, 肉, 海鲜, 排骨, 鸭
        apple*, banana*, orange*, lemon*, grape*, strawberr*, mango*, fruit*, berr*, avocado*, pineapple*, 苹果, 香蕉, 橙子, 柠檬, 葡萄, 草莓, 芒果, 水果, 西瓜
        potato*, tomato*, onion*, garlic, carrot*, vegetable*, salad*, lettuce, spinach, broccoli, pepper*, bean*, 土豆, 番茄, 西红柿, 洋葱, 大蒜, 胡萝卜, 蔬菜, 沙拉, 白菜, 豆
        bread*, pasta*, spaghetti, noodle*, rice, pizza*, burger*, sandwich*, soup*, curry, sushi, taco*, lasagna, lasagne, pancake*, cereal, cheese, egg, eggs, 面包, 面条, 米饭, 披萨, 汉堡, 三明治, 汤, 咖喱, 寿司, 饺子, 鸡蛋, 奶酪, 包子, 粥
        cake*, cookie*, chocolate*, dessert*, candy, candies, ice cream, pie, pies, sugar, sweet*, honey, 蛋糕, 饼干, 巧克力, 甜点, 糖, 冰淇淋, 甜, 蜂蜜, 糖果
        drink*, water, juice, milk, tea, soda, beer, wine, cocktail*, alcohol, thirsty, beverage*, 喝, 水, 果汁, 牛奶, 茶, 汽水, 啤酒, 红酒, 酒, 饮料, 口渴
        coffee, espresso, latte, cappuccino, coffee machine, brew*, 咖啡, 咖啡机, 拿铁
        calorie*, nutrition*, protein, carb*, carbs, fat, vitamin*, diet*, healthy, unhealthy, health, fiber, sodium, 卡路里, 营养, 蛋白质, 脂肪, 维生素, 减肥, 健康, 热量
        spice*, salt, butter, oil, flour, vanilla, cinnamon, sauce*, seasoning, 盐, 油, 面粉, 酱, 酱油, 香料, 调料, 黄油, 醋
        expire*, expir*, spoil*, go bad, gone bad, rotten, fresh*, stale, safe to eat, best before, keep for, 过期, 变质, 新鲜, 保质期
        grocer*, supermarket*, shopping list, shop*, mall*, market*, 超市, 购物, 商场, 购物清单, 市场, 买菜
        list, lists, to do, todo, to-do, checklist*, note, notes, memo*, 清单, 列表, 待办, 便签, 笔记, 备忘录, 名单
        song*, music, track*, tune*, melody, album*, singer*, band*, artist*, lyric*, concert*, soundtrack, anthem, symphony, 歌, 歌曲, 音乐, 专辑, 歌手, 乐队, 歌词, 演唱会, 曲子, 首歌, 演唱, 乐曲, 唱
        jazz, rock, pop, blues, hip hop, hiphop, rap, classical, metal, country music, techno, reggae, punk, folk, soul, disco, 爵士, 摇滚, 流行, 古典, 说唱, 民谣, 蓝调, 轻音乐
        playlist*, queue, shuffle*, spotify, youtube, itunes, pandora, last fm, deezer, soundcloud, netflix, zvooq, google music, 歌单, 播放列表, 随机播放, 收藏夹
        play, plays, playing, listen*, hear, put on, start playing, 播放, 放, 听, 来一首, 放一首, 听一下, 播, 播一下, 我要听, 想听, 收听
        pause, resume, skip*, rewind, fast forward, mute*, unmute, 暂停, 继续播放, 跳过, 快进, 后退, 静音, 下一首, 上一首
        volume, louder, quieter, loud*, quiet*, silence, silent, sound, turn up, turn down, turn it up, turn it down, speaker*, 音量, 大声, 小声, 声音, 调大, 调小, 音箱, 大点声, 小点声
        radio, station*, fm, broadcast*, podcast*, episode*, channel*, audiobook*, 电台, 广播, 播客, 频道, 收音机, 有声书, 频率, 调频, 台
        movie*, film*, cinema*, theater*, theatre*, showtime*, screening*, actor*, actress*, director*, trailer*, saga, animated, 电影, 影院, 电影院, 演员, 导演, 片子, 影片, 主演, 影视
        tv, television, show, shows, series, season, watch*, tv show, tv series, documentary, cartoon*, program*, programme*, soap, sitcom, 电视, 节目, 电视剧, 连续剧, 看, 纪录片, 动画片, 动漫, 综艺, 剧, 集
        book, books, novel*, author*, writer*, chapter*, essay*, textbook*, publish*, read, reading, story, stories, tale*, poem*, poetry, 书, 小说, 作者, 作家, 章节, 读, 故事, 诗, 诗歌, 古诗, 诗词, 文章, 童话
        rate, rating*, stars, points, out of 5, out of 6, out of five, out of six, give five, score, 评分, 打分, 星级, 分
        game*, gaming, video game*, chess, puzzle*, quiz, trivia, riddle*, 游戏, 下棋, 谜语, 猜谜, 玩, 脑筋急转弯
        dice, die, coin*, heads, tails, roll*, flip*, toss*, random*, 骰子, 硬币, 掷, 抛, 随机
        light*, lamp*, bulb*, brightness, dim*, brighten*, illuminat*, 灯, 台灯, 亮度, 调亮, 调暗, 灯光, 电灯
        red, blue, green, yellow, pink, purple, white, black, brown, orange, color*, colour*, 红色, 蓝色, 绿色, 黄色, 粉色, 紫色, 白色, 黑色, 颜色
        vacuum*, hoover, clean*, dust*, mop, wash*, robot vacuum, roomba, laundry, chore*, 打扫, 清洁, 吸尘器, 扫地, 洗衣, 拖地, 家务, 洗
        smart plug*, plug, socket*, outlet*, wemo, switch on, switch off, power on, power off, 插座, 电源, 插头, 开关
        thermostat, air conditioner, air conditioning, ac, heater, heating, fan, 空调, 暖气, 恒温, 电扇, 风扇, 加湿器, 热水器
        lock*, unlock*, door*, window*, gate, garage, curtain*, blind*, 锁, 门, 窗, 窗户, 窗帘, 车库, 门锁
        living room, bedroom*, bathroom*, kitchen, hallway, house, room*, apartment*, flat, home, 客厅, 卧室, 浴室, 厨房, 房间, 家里, 家, 房子, 公寓
        fridge, refrigerator, freezer, microwave, dishwasher, washing machine, appliance*, stove, 冰箱, 微波炉, 洗衣机, 洗碗机, 家电, 电器
        open, launch, start, begin, run, 打开, 启动, 开始, 运行, 开
        close, shut, exit, end, quit, terminate, 关闭, 关上, 退出, 结束, 关
        increase*, raise*, higher, boost*, up, more, 增加, 提高, 调高, 升高, 加, 更多
        decrease*, lower*, reduce*, less, down, cut, 减少, 降低, 调低, 减, 更少
        set, adjust*, configure*, change*, make it, 设置, 设定, 调整, 调到, 调成, 设为
        create*, make, new, generat*, build, compose*, 创建, 新建, 建立, 生成, 制作, 新增
        add, insert, include, append, put, 添加, 加入, 加上, 放进, 增添
        remove*, delet*, eras*, clear, drop, take off, cross off, get rid, scratch, 删除, 移除, 去掉, 清除, 删掉, 清空
        find*, search*, locate*, look for, look up, lookup, seek*, discover*, 找, 搜索, 查找, 查询, 寻找, 搜, 查一下, 搜一下, 查
        show, display*, list, tell me, let me see, give me, read out, read me, 显示, 展示, 列出, 告诉我, 给我看
        send*, forward*, deliver*, submit*, post*, 发送, 发, 寄, 提交, 转发
        car*, vehicle*, automobile*, truck*, van, suv, sedan, 车, 汽车, 轿车, 卡车, 车子
        tire*, tyre*, brake*, engine*, battery, jump start, transmission, headlight*, windshield, wiper*, mechanic*, flat tire, 轮胎, 刹车, 发动机, 引擎, 电瓶, 车灯, 变速箱
        oil change*, tune up, maintenance, inspection*, service due, smog check, 保养, 检修, 车检, 年检
        gas, gasoline, petrol, fuel*, diesel, mpg, miles per gallon, gas station, filling station, fill up, tank, 汽油, 加油, 加油站, 油耗, 油箱, 油价, 充电桩
        drive, driving, drove, ride, commut*, road*, highway, route*, directions, navigat*, map, maps, shortest, detour, gps, 开车, 路线, 导航, 路, 公路, 地图, 怎么走, 高速, 驾驶, 去, 带我去, 回家, 路程
        traffic, congestion, jam, rush hour, road works, accident*, 交通, 堵车, 拥堵, 路况, 堵, 事故, 限行, 尾号
        park, parking, 停车, 停车场, 车位
        train*, railway, subway, metro, tram*, railroad, rail, tube, 火车, 地铁, 高铁, 列车, 动车, 轻轨, 车次, 车票, 硬座, 卧铺
        bus, buses, coach*, shuttle*, 公交, 巴士, 大巴, 公交车, 长途车, 班车, 汽车票, 客车
        taxi*, cab, cabs, uber, lyft, rideshare, 出租车, 打车, 的士, 网约车, 叫车, 滴滴, 专车
        flight*, plane*, airplane*, airline*, airport*, boarding, layover*, stopover*, takeoff, landing, carry on, 航班, 飞机, 机场, 登机, 航空, 机票, 飞, 起飞, 直飞, 头等舱, 经济舱, 舱
        luggage, baggage, suitcase*, bag, bags, carryon, 行李, 箱子, 包, 背包
        ticket*, fare*, pass, passes, 票, 车票, 门票, 票价
        hotel*, motel*, hostel*, airbnb, lodging, accommodation*, inn, resort*, stay, room, suite*, 酒店, 宾馆, 旅馆, 住宿, 民宿, 旅店, 房型
        trip*, travel*, journey*, tour*, tourist*, visit*, sightseeing, attraction*, destination*, voyage, 旅行, 旅游, 出差, 行程, 景点, 游玩, 参观, 目的地, 旅程
        passport*, visa*, customs, border, immigration, 护照, 签证, 海关, 边境, 出境, 入境
        vaccine*, vaccination*, shots, immunization*, inoculat*, 疫苗, 接种, 打针
        plug type, adapter, converter, voltage, socket type, outlet type, 转换器, 电压, 插头
        nearby, near me, nearest, closest, around here, close by, in the area, within walking distance, 附近, 最近, 周边, 旁边, 近, 周围
        far, distance*, how far, away, miles, kilometers, kilometres, km, 距离, 多远, 公里, 远
        city, cities, town*, village*, capital*, state, states, county, province*, region*, neighborhood, 城市, 镇, 首都, 省, 市, 县, 村, 省会, 地区
        country, countries, nation*, continent*, world, global, 国家, 世界, 洲, 全球
        usa, america*, england, britain, uk, france, germany, italy, spain, japan, china, india, canada, mexico, brazil, russia, australia, korea, 美国, 英国, 法国, 德国, 意大利, 西班牙, 日本, 中国, 印度, 加拿大, 墨西哥, 俄罗斯, 澳大利亚, 韩国
        london, paris, new york, tokyo, berlin, rome, madrid, chicago, boston, los angeles, san francisco, seattle, houston, dallas, moscow, beijing, shanghai, sydney, toronto, 伦敦, 巴黎, 纽约, 东京, 北京, 上海, 广州, 深圳, 杭州, 成都, 南京, 武汉, 西安, 重庆, 天津, 苏州, 长沙, 郑州, 青岛, 大连, 厦门
        mountain*, river*, lake*, ocean*, sea, island*, beach*, desert*, forest*, park, parks, 山, 河, 湖, 海, 岛, 海滩, 沙漠, 森林, 公园
        population, people live, inhabitants, citizens, 人口, 居民
        president*, minister*, politic*, government*, election*, vote*, congress, senator*, law*, 总统, 部长, 政治, 政府, 选举, 投票, 法律, 主席
        famous, celebrity, celebrities, star, biography, who is, who was, born, died, married to, 名人, 明星, 谁是, 出生, 去世, 是谁
        history, historical, war*, ancient, king*, queen*, dynasty, empire, 历史, 战争, 古代, 国王, 女王, 朝代, 皇帝, 唐朝, 宋朝
        science, physics, chemistry, biology, planet*, moon, space, universe, atom*, 科学, 物理, 化学, 生物, 行星, 月亮, 太空, 宇宙, 地球
        math, maths, calculat*, sum, add up, plus, minus, times, divided by, multiply, multiplied, square root, percent*, equation*, algebra, fraction*, equals, 计算, 算, 加, 减, 乘, 除, 等于, 平方根, 百分之, 方程, 数学, 几倍
        measure*, convert*, conversion*, unit, units, inches, feet, foot, meters, metres, ounces, cups, cup, teaspoon*, tablespoon*, pounds, grams, liters, litres, gallon*, kilograms, kilo, 换算, 转换, 英寸, 米, 盎司, 杯, 磅, 克, 升, 公斤, 斤, 厘米
        define*, definition*, meaning, synonym*, antonym*, dictionary, word, words, 定义, 意思, 含义, 同义词, 反义词, 字典, 词, 近义词, 成语, 造句, 组词, 词语
        spell*, spelled, spelling, letters, letter, alphabet, pronounc*, 拼写, 拼, 字母, 发音, 怎么写, 怎么读, 读音, 拼音, 笔画, 部首
        translat*, interpret*, language*, 翻译, 语言, 译成, 译
        english, spanish, french, german, chinese, japanese, italian, russian, portuguese, korean, arabic, hindi, dutch, 英语, 西班牙语, 法语, 德语, 中文, 日语, 意大利语, 俄语, 韩语, 英文
        hello, hi, hey, greetings, good morning, good evening, howdy, 你好, 您好, 嗨, 早上好, 晚上好, 哈喽
        bye, goodbye, good bye, see you, farewell, take care, later, 再见, 拜拜, 回头见, 保重
        thank*, thanks, appreciate*, grateful, cheers, 谢谢, 感谢, 多谢, 感激
        sorry, apolog*, forgive, excuse me, pardon, 对不起, 抱歉, 不好意思, 原谅
        yes, yeah, yep, sure, correct, affirmative, true, indeed, of course, definitely, absolutely, right, ok, okay, 是, 是的, 对, 好的, 当然, 没错, 嗯, 行, 可以
        no, nope, nah, negative, false, incorrect, wrong, not true, not right, 不, 不是, 不对, 错, 没有, 不行
        maybe, perhaps, possibly, not sure, unsure, might, i don't know, dunno, uncertain, could be, undecided, 也许, 可能, 大概, 不确定, 不知道, 说不定
        love*, like, likes, enjoy*, favorite*, favourite*, adore, prefer*, fond, 喜欢, 爱, 最爱, 偏爱, 热爱
        hate*, dislike*, don't like, can't stand, 讨厌, 不喜欢, 恨, 反感
        happy, glad, excited, joy*, delighted, 高兴, 开心, 快乐, 兴奋
        sad, unhappy, depressed, cry*, lonely, upset, 难过, 伤心, 沮丧, 哭, 孤独, 郁闷
        angry, mad, furious, annoyed, irritat*, 生气, 愤怒, 恼火, 烦
        tired, sleep*, asleep, exhausted, nap, bed, rest, 累, 困, 睡觉, 睡, 休息
        sick, ill, illness*, disease*, fever, headache*, cough*, pain, symptom*, flu, allerg*, hurt*, sore, 生病, 发烧, 头疼, 咳嗽, 疼, 症状, 感冒, 过敏, 病, 头痛, 肚子疼, 不舒服
        doctor*, hospital*, clinic*, dentist*, nurse*, medicine*, medication*, pill*, pharmacy, prescription*, medical, surgery, 医生, 医院, 诊所, 牙医, 护士, 药, 药店, 处方, 手术, 挂号, 科室
        exercise*, workout*, gym, fitness, run, running, walk*, jog*, yoga, steps, swim*, 锻炼, 健身, 运动, 跑步, 走路, 瑜伽, 游泳
        football, soccer, basketball, baseball, tennis, hockey, golf, cricket, sport*, team*, match*, score*, league, player*, championship, olympic*, 足球, 篮球, 棒球, 网球, 高尔夫, 体育, 球队, 比赛, 比分, 联赛, 球员, 冠军, 奥运, 赛事, 赛程
        mother, mom, mum, father, dad, parent*, sister*, brother*, son, daughter, wife, husband, aunt, uncle, grandma, grandpa, cousin*, family, kid, kids, child*, baby, 妈妈, 爸爸, 父母, 姐姐, 妹妹, 哥哥, 弟弟, 儿子, 女儿, 老婆, 妻子, 丈夫, 老公, 奶奶, 爷爷, 家人, 孩子, 宝宝, 爸, 妈
        friend*, buddy, buddies, girlfriend, boyfriend, colleague*, coworker*, neighbor*, neighbour*, roommate*, 朋友, 女友, 男友, 同事, 邻居, 室友, 同学
        boss, manager*, supervisor*, employer*, 老板, 经理, 主管, 领导, 上司
        dog*, cat, cats, pet, pets, puppy, kitten, horse*, bird*, animal*, lion*, elephant*, 狗, 猫, 宠物, 马, 鸟, 动物, 狮子, 大象, 小狗, 小猫, 老虎
        flower*, plant*, tree*, garden*, grass, lawn, 花, 植物, 树, 花园, 草, 草坪
        shirt*, shoes, dress*, jacket*, coat*, pants, jeans, clothes, clothing, wear*, outfit*, hat, 衬衫, 鞋, 裙子, 夹克, 外套, 裤子, 衣服, 穿, 帽子
        job*, work*, career*, occupation, profession, employ*, hire*, position, boss, office, 工作, 职业, 上班, 职位, 招聘, 办公室
        salary, wage*, paycheck*, pay day, payday, paid, income, earn*, direct deposit, w2, w-2, 工资, 薪水, 收入, 薪资, 发工资, 税单
        tax, taxes, irs, deduction*, tax return, 税, 税款, 报税, 纳税, 个税, 所得税
        retirement, pension*, 401k, rollover, ira, 退休, 养老金, 退休金, 社保, 公积金
        insur*, policy, coverage, premium*, deductible*, copay, benefits, 保险, 保单, 投保, 保费, 理赔, 医保
        school*, universit*, college*, class, classes, student*, teacher*, homework, exam*, course*, lesson*, study*, studying, 学校, 大学, 课, 学生, 老师, 作业, 考试, 课程, 学习, 上课
        email*, e-mail*, gmail, inbox, outlook, mailbox, unread, reply, subject line, 邮件, 电子邮件, 邮箱, 收件箱, 未读, 回复
        text*, sms, message*, whatsapp, imessage, 短信, 消息, 信息, 微信, 发短信, 发信息
        phone*, call, calls, dial*, ring, telephone, voicemail, mobile, cell, cellphone, smartphone, 电话, 打电话, 拨打, 手机, 语音信箱, 呼叫, 拨, 拨号, 打给, 重拨
        contact*, address book, phonebook, phone number, 联系人, 通讯录, 电话本, 号码, 电话号码
        twitter, tweet*, facebook, instagram, social media, hashtag*, social network*, snapchat, post a, status update, 微博, 朋友圈, 社交, 推特, 脸书, 发帖
        complain*, complaint*, customer service, grievance, 投诉, 抱怨, 客服
        news, headline*, newspaper*, article*, breaking, current events, latest news, bbc, cnn, 新闻, 头条, 报纸, 时事, 快讯, 资讯
        joke*, funny, laugh*, humor, humour, amuse*, make me laugh, crack me up, 笑话, 搞笑, 逗, 幽默, 好笑, 段子, 相声, 小品
        camera*, photo*, picture*, image*, selfie*, video*, gallery, 相机, 照片, 图片, 拍照, 视频, 自拍, 录像, 图像
        app, apps, application*, software, update*, install*, download*, 应用, 软件, 更新, 安装, 下载, 程序
        website*, site, browser, page, url, link*, internet, google, web, 网站, 网页, 浏览器, 链接, 上网, 网址, 首页, 百度
        wifi, bluetooth, network, router, signal, 无线网, 蓝牙, 网络, 信号
        computer*, laptop*, pc, tablet*, keyboard, mouse, screen*, monitor*, printer*, 电脑, 笔记本, 平板, 键盘, 鼠标, 屏幕, 显示器, 打印机
        name, called, named, call you, call me, nickname, 名字, 叫, 名称, 称呼, 昵称
        who made you, who created you, your creator, your maker, built you, who programmed you, your boss, who designed you, where were you born, 谁创造, 谁发明你, 谁开发, 你的主人
        are you human, are you a robot, are you real, artificial intelligence, a bot, robot*, ai, machine, 机器人, 人工智能, 真人吗
        how old, your age, age, years old, 多大, 年龄, 几岁
        what can you do, your skills, what are you able, your capabilities, your abilities, help me with, 你会什么, 你能做, 能干什么
        assist*, help*, support, aid, 帮助, 协助, 帮忙, 支持, 帮我, 帮
        advice, advise, suggest*, recommend*, recommendation*, tips, ideas, what should, 建议, 推荐, 主意, 意见
        best, top, greatest, most popular, highly rated, good, great, finest, better, 最好, 最佳, 热门, 好评, 最受欢迎, 好, 棒
        bad, worst, terrible, awful, horrible, poor, 坏, 最差, 糟糕, 差, 可怕
        big, large, huge, giant, enormous, size, 大, 巨大, 大小, 尺寸
        small, little, tiny, short, 小, 短, 矮, 少
        fast, quick*, speedy, rapid*, hurry, speed up, faster, 快, 迅速, 赶快, 加快, 快点
        slow*, slower, slow down, take your time, 慢, 减速, 慢点
        easy, simple, simpl*, 容易, 简单, 轻松
        difficult, hard, tough, complicated, 难, 困难, 复杂
        important, urgent*, critical, essential, emergency, priority, 重要, 紧急, 急, 关键
        free, no charge, without paying, complimentary, 免费, 不要钱
        new, brand new, recent*, latest, newest, 新, 最近, 最新
        same, similar, alike, equal, like this, 一样, 相同, 相似, 类似
        all, every, everything, each, whole, entire, total, 全部, 所有, 每个, 整个, 总共
        any, anything, some, something, 任何, 什么, 一些
        bank*, account*, checking, savings, atm*, cash machine*, branch, 银行, 账户, 存款, 取款机, 储蓄, 活期, 支票
        balance*, how much money, remaining, left in, funds, amount, 余额, 多少钱, 剩余, 资金, 还剩
        transfer*, wire, move money, send money, remit*, zelle, venmo, 转账, 汇款, 转钱, 打款, 转到
        deposit*, top up, topup, top-up, topped up, topping up, add money, put money, load money, 存入, 充值, 存钱, 充钱, 充
        withdraw*, withdrawal*, take out money, cash, get cash, cash out, 取款, 提现, 取钱, 现金
        transaction*, purchase*, spending, spent, spend, expens*, activity, transaction history, recent purchases, 交易, 消费, 支出, 花费, 花了, 流水
        bill*, bills, invoice*, rent, utilities, electric bill, due, owe, owing, overdue, 账单, 房租, 水电费, 应付, 欠, 欠费, 电费, 水费, 话费, 缴费
        pay*, paying, payment*, paid, settle, 支付, 付款, 付, 缴, 还款
        credit, credit card*, mastercard, visa card, american express, debit*, 信用卡, 借记卡, 信用, 银行卡
        credit score, credit limit, credit rating, credit history, apr, interest rate*, interest, apy, annual percentage, 信用分, 额度, 信用额度, 利率, 利息, 年利率
        loan*, mortgage*, borrow*, lend*, debt*, financ*, 贷款, 借款, 房贷, 借, 债务, 融资, 首付
        fee, fees, charge*, charged, surcharge, commission*, extra cost, 费用, 手续费, 收费, 扣费, 佣金
        fraud*, scam*, stolen, suspicious, unauthorized, unauthorised, identity theft, hacked, compromised, did not make, didn't make, do not recognize, do not recognise, 欺诈, 诈骗, 被盗, 可疑, 骗, 盗刷
        lost, misplaced, missing, can't find, cannot find, where did i put, 丢, 丢失, 找不到, 不见, 遗失
        broken, damaged, not working, doesn't work, won't work, isn't working, malfunction*, snapped, cracked, defective, faulty, 坏, 损坏, 不工作, 故障, 失灵, 用不了
        replace*, replacement*, new card, reissue, renew*, substitute*, swap*, exchange, instead of, 更换, 替换, 补办, 换, 代替, 替代
        block*, freeze, frozen, hold, put a hold, stop payment, suspend*, disable*, deactivate*, 冻结, 挂失, 停用, 暂停, 锁定
        activat*, enable*, unblock*, unfreeze, set up, start using, 激活, 启用, 解冻, 开通, 解锁
        declin*, reject*, refused, denied, fail*, failed, not go through, didn't go through, unsuccessful, wasn't accepted, not accepted, not approved, 拒绝, 被拒, 失败, 没通过, 不成功
        pending, processing, still waiting, not yet, not gone through, in progress, hasn't cleared, not showing, hasn't arrived, 待处理, 处理中, 未到账, 等待, 还没到
        cancel*, call off, revert*, undo, reverse*, take back, stop, abort, nevermind, never mind, forget it, 取消, 撤销, 停止, 算了, 作罢, 撤回
        refund*, reimburs*, money back, return*, chargeback, 退款, 退钱, 退货, 返还, 报销
        pin, passcode, password*, pass code, security code, cvv, verification code, 密码, 验证码, 口令, 安全码
        verif*, identity, identification, id, prove, proof, document*, authenticate*, 验证, 身份, 证件, 证明, 认证, 身份证
        currency, currencies, exchange rate*, dollar*, euro*, pound, pounds, yen, peso*, rupee*, foreign currency, gbp, usd, eur, 货币, 汇率, 美元, 欧元, 英镑, 日元, 外币, 兑换, 人民币
        stock*, share*, shares, invest*, portfolio, nasdaq, dow jones, bitcoin, crypto*, market cap, 股票, 股价, 投资, 比特币, 理财, 大盘, 基金, 股市, 涨, 跌, 涨停, 行情
        price*, cost*, how much, worth, value, expensive, cheap*, pricing, 价格, 多少钱, 价钱, 贵, 便宜, 值, 价位
        discount*, coupon*, deal*, sale, sales, promo*, reward*, points, cashback, cash back, bonus, loyalty, 折扣, 优惠券, 促销, 打折, 积分, 奖励, 返现, 特价
        order*, purchas*, buy*, bought, shop for, get me, 订购, 购买, 买, 下单, 订单, 点
        package*, parcel*, shipment*, shipping, deliver*, mail*, courier, tracking number, 包裹, 快递, 发货, 配送, 物流, 快递单
        track*, status, progress, where is, update on, follow up, 跟踪, 状态, 进度, 追踪, 到哪
        sign up, join*, register*, enroll*, apply, applying, application, subscribe*, 注册, 报名, 加入, 申请, 订阅, 会员
        eligible, eligib*, qualify, qualif*, allowed, permit*, permission, can i use, supported, available in, 资格, 条件, 允许, 符合, 可用
        limit*, maximum, max, minimum, restrict*, cap, 限制, 上限, 最多, 最少, 限额
        how many, number of, count, how much, amount of, quantity, total number, 多少, 几个, 数量, 几
        how long, duration, how much time, takes, take long, until, 多久, 多长时间, 时长
        what time, time is it, time zone*, timezone*, clock, current time, 几点, 时间, 时区, 现在几点, 报时
        what date, what day, today's date, date, dates, 几号, 日期, 星期几, 农历, 阳历, 黄历, 节气
        why, reason*, how come, explain*, cause*, 为什么, 原因, 怎么会, 解释, 为何
        where, location*, place*, whereabouts, address*, position, 在哪, 哪里, 位置, 地点, 地址, 哪儿
        who, whose, whom, which person, 谁, 哪位
        confirm*, check, verify, make sure, double check, ensure, is it true, 确认, 核对, 检查, 核实
        change my, switch*, modif*, alter, edit*, update my, different, 修改, 更改, 切换, 变更, 换成
        share*, sync*, connect*, pair, link, linking, 分享, 同步, 连接, 配对, 共享
        whisper*, accent*, speak slower, voice, speech, male voice, female voice, talk faster, 语速, 口音, 语音, 声音, 女声, 男声
        user name, username, change name, address me, refer to me, 用户名, 称呼我
        date of birth, zodiac, horoscope*, astrolog*, star sign, aries, taurus, gemini, cancer, leo, virgo, libra, scorpio, sagittarius, capricorn, aquarius, pisces, 星座, 运势, 白羊, 金牛, 双子, 巨蟹, 狮子座, 处女座, 天秤, 天蝎, 射手, 摩羯, 水瓶, 双鱼, 算命, 生肖, 运程
        lottery, lotto, jackpot, gambl*, casino, 彩票, 中奖, 双色球, 大乐透, 开奖, 福彩, 体彩
        story, bedtime, fairy tale*, 讲故事, 故事, 童话, 睡前, 寓言
        nursery rhyme*, lullaby, children's song*, 儿歌, 摇篮曲, 童谣, 国学, 唐诗, 三字经, 弟子规, 千字文
        opera, drama, theatre, play by, 戏曲, 京剧, 越剧, 黄梅戏, 评书, 豫剧, 话剧
        crosstalk, comedian*, stand up, stand-up, comedy, 相声, 郭德纲, 喜剧, 脱口秀
        """;
}
