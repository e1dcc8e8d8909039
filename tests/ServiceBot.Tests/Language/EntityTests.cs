using System.Globalization;
using ServiceBot.Language.Entities;

namespace ServiceBot.Tests.Language;

[TestClass]
public sealed class EntityTests
{
    /// <summary>A Saturday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(8));

    private static readonly EntityRecognizer Recognizer = new(new EntityLexicon(
    [
        new("product", "Mesh Point", ["mesh extender", "网状路由", "mesh点"]),
        new("product", "Hub 2", ["router", "路由器"]),
        new("product", "Hub 2 Pro", ["专业版路由器"]),
        new("plan", "Harbor 500", ["500 plan", "五百兆套餐"]),
        new("place", "Router", ["网"]),
    ]));

    [TestMethod]
    [DataRow("where is HL-204817?", "HL-204817")]
    [DataRow("hl204817", "HL-204817")]
    [DataRow("HL 204817", "HL-204817")]
    [DataRow("order hl  772310 any news", "HL-772310")]
    [DataRow("HL–204817", "HL-204817")]
    [DataRow("hl#204817", "HL-204817")]
    [DataRow("ＨＬ－２０４８１７", "HL-204817")]
    [DataRow("订单HL-204817还没到", "HL-204817")]
    [DataRow("HL-204817和HL-330192", "HL-204817|HL-330192")]
    [DataRow("HL-20481", "")]
    [DataRow("HL-2048177", "")]
    [DataRow("XHL-204817", "")]
    [DataRow("hlx 204817", "")]
    [DataRow("hl. 204817", "")]
    public void Order_numbers_are_read_however_they_are_typed(string text, string expected) => Check("order_number", text, expected);

    [TestMethod]
    [DataRow("SR-000123", "SR-000123")]
    [DataRow("any news on sr 123?", "SR-000123")]
    [DataRow("sr4511", "SR-004511")]
    [DataRow("工单SR-000123怎么样了", "SR-000123")]
    [DataRow("ｓｒ１２３", "SR-000123")]
    [DataRow("sr", "")]
    [DataRow("senior sr manager 5", "")]
    public void Request_numbers_get_their_zeros_back(string text, string expected) => Check("request_number", text, expected);

    [TestMethod]
    [DataRow("write to Mei.Li+shop@Example.co.uk.", "mei.li+shop@example.co.uk")]
    [DataRow("我的邮箱是mei@example.com谢谢", "mei@example.com")]
    [DataRow("mei＠example．com", "mei@example.com")]
    [DataRow("a@b.cc,d@e.ff", "a@b.cc|d@e.ff")]
    [DataRow("<mei@example.com>", "mei@example.com")]
    [DataRow("mei@example..com", "")]
    [DataRow("mei@example", "")]
    [DataRow("@example.com", "")]
    [DataRow("mei@.com", "")]
    [DataRow("a@@b.com", "")]
    public void Email_addresses_are_found_in_lower_case(string text, string expected) => Check("email", text, expected);

    [TestMethod]
    [DataRow("call me, my number is 555 0199", "5550199")]
    [DataRow("+1 (555) 010-0199", "+15550100199")]
    [DataRow("(555) 010-0199", "5550100199")]
    [DataRow("我的手机13812345678", "13812345678")]
    [DataRow("电话：138 1234 5678。", "13812345678")]
    [DataRow("０１０－８２３４５６７８", "01082345678")]
    [DataRow("555.010.0199", "5550100199")]
    [DataRow("order HL-204817", "")]
    [DataRow("2026-03-12", "")]
    [DataRow("12.03.2026", "")]
    [DataRow("192.168.100.10", "")]
    [DataRow("it costs 1000 or 2", "")]
    [DataRow("1234567890123456", "")]
    public void Phone_numbers_become_digits(string text, string expected) => Check("phone", text, expected);

    [TestMethod]
    [DataRow("today", "2026-11-21")]
    [DataRow("can they come tomorrow", "2026-11-22")]
    [DataRow("TMRW", "2026-11-22")]
    [DataRow("the day after tomorrow", "2026-11-23")]
    [DataRow("day before yesterday", "2026-11-19")]
    [DataRow("yesterday", "2026-11-20")]
    [DataRow("next Tuesday", "2026-11-24")]
    [DataRow("last monday", "2026-11-16")]
    [DataRow("last saturday", "2026-11-14")]
    [DataRow("this friday", "2026-11-20")]
    [DataRow("on friday", "2026-11-27")]
    [DataRow("saturday works", "2026-11-21")]
    [DataRow("next tues or next thu", "2026-11-24|2026-11-26")]
    [DataRow("in 3 days", "2026-11-24")]
    [DataRow("in a week", "2026-11-28")]
    [DataRow("two weeks from now", "2026-12-05")]
    [DataRow("3 days ago", "2026-11-18")]
    [DataRow("a month ago", "2026-10-21")]
    [DataRow("since this morning 7am", "2026-11-21")]
    [DataRow("it stopped last night", "2026-11-20")]
    [DataRow("a week ago", "2026-11-14")]
    [DataRow("for two weeks now", "2026-11-07")]
    [DataRow("the last 3 days", "2026-11-18")]
    [DataRow("I have been a customer for eight years", "")]
    [DataRow("end of next month", "2026-12-31")]
    [DataRow("at the end of the month", "2026-11-30")]
    [DataRow("next month", "2026-12-01")]
    [DataRow("since last week", "2026-11-09")]
    [DataRow("end of this week", "2026-11-22")]
    [DataRow("November bill", "2026-11-01")]
    [DataRow("November", "2026-11-01")]
    [DataRow("since March", "2026-03-01")]
    [DataRow("may I ask", "")]
    [DataRow("this is the end of it", "")]
    [DataRow("12 March", "2027-03-12")]
    [DataRow("2 October", "2026-10-02")]
    [DataRow("since 12th of march 2026", "2026-03-12")]
    [DataRow("March 12th", "2027-03-12")]
    [DataRow("Sept 3, 2026", "2026-09-03")]
    [DataRow("1 January", "2027-01-01")]
    [DataRow("29 February", "")]
    [DataRow("31 April", "")]
    [DataRow("2026-03-12", "2026-03-12")]
    [DataRow("2026/3/12", "2026-03-12")]
    [DataRow("12/03/2026", "2026-03-12")]
    [DataRow("03/25/2026", "2026-03-25")]
    [DataRow("12.3.26", "2026-03-12")]
    [DataRow("12/03", "2027-03-12")]
    [DataRow("２０２６－０３－１２", "2026-03-12")]
    [DataRow("24/7 support", "")]
    [DataRow("2026-13-01", "")]
    [DataRow("123-45-6789", "")]
    [DataRow("in 99999999 days", "")]
    [DataRow("2-4 working days", "")]
    [DataRow("the sun and I may march", "")]
    [DataRow("version 1.2.3.4", "")]
    public void English_dates_become_days(string text, string expected) => Check("date", text, expected);

    [TestMethod]
    [DataRow("今天", "2026-11-21")]
    [DataRow("明天上午可以吗", "2026-11-22")]
    [DataRow("后天", "2026-11-23")]
    [DataRow("大后天", "2026-11-24")]
    [DataRow("昨天", "2026-11-20")]
    [DataRow("前天下的单", "2026-11-19")]
    [DataRow("下周二", "2026-11-24")]
    [DataRow("上周一", "2026-11-09")]
    [DataRow("上个星期一", "2026-11-09")]
    [DataRow("这周五", "2026-11-20")]
    [DataRow("周五之前", "2026-11-27")]
    [DataRow("下下周日", "2026-12-06")]
    [DataRow("下禮拜三", "2026-11-25")]
    [DataRow("三天前", "2026-11-18")]
    [DataRow("断网三天了", "2026-11-18")]
    [DataRow("下个月底", "2026-12-31")]
    [DataRow("月底", "")]
    [DataRow("上个月", "2026-10-01")]
    [DataRow("上周开始的", "2026-11-09")]
    [DataRow("这周", "")]
    [DataRow("十一月的账单", "2026-11-01")]
    [DataRow("从3月开始", "2026-03-01")]
    [DataRow("12月", "")]
    [DataRow("10天后", "2026-12-01")]
    [DataRow("两周后", "2026-12-05")]
    [DataRow("一个月以前", "2026-10-21")]
    [DataRow("3月12日", "2027-03-12")]
    [DataRow("3月12号的订单", "2027-03-12")]
    [DataRow("十二月一号", "2026-12-01")]
    [DataRow("2026年3月12日", "2026-03-12")]
    [DataRow("二〇二六年三月十二日", "2026-03-12")]
    [DataRow("下个月5号", "2026-12-05")]
    [DataRow("今天和明天", "2026-11-21|2026-11-22")]
    [DataRow("上周一共花了多少", "2026-11-09")]
    [DataRow("13月40日", "")]
    [DataRow("两三天前", "")]
    public void Chinese_dates_become_days(string text, string expected) => Check("date", text, expected);

    [TestMethod]
    [DataRow("$29", "29.00 USD")]
    [DataRow("US$ 29.5", "29.50 USD")]
    [DataRow("29 dollars a month", "29.00 USD")]
    [DataRow("USD 29", "29.00 USD")]
    [DataRow("29usd", "29.00 USD")]
    [DataRow("twenty dollars", "20.00 USD")]
    [DataRow("$1,029.99", "1029.99 USD")]
    [DataRow("€29,99", "29.99 EUR")]
    [DataRow("29美元", "29.00 USD")]
    [DataRow("三十块钱", "30.00 CNY")]
    [DataRow("29块", "29.00 CNY")]
    [DataRow("29块9", "29.90 CNY")]
    [DataRow("￥29", "29.00 CNY")]
    [DataRow("3万元", "30000.00 CNY")]
    [DataRow("＄２９", "29.00 USD")]
    [DataRow("一块去吧", "")]
    [DataRow("29 europeans", "")]
    [DataRow("29", "")]
    public void Amounts_carry_their_currency(string text, string expected) => Check("money", text, expected);

    [TestMethod]
    [DataRow("I have 3 routers and 1,000 problems", "3|1000")]
    [DataRow("12.5%", "12.5")]
    [DataRow("three of them", "3")]
    [DataRow("one of a kind", "")]
    [DataRow("十二", "12")]
    [DataRow("三", "3")]
    [DataRow("一共三百二十个", "320")]
    [DataRow("两个", "2")]
    [DataRow("问一下", "")]
    [DataRow("千万别", "")]
    [DataRow("一点问题", "")]
    [DataRow("HL-204817", "")]
    [DataRow("$29 on 2026-03-12", "")]
    [DataRow("wifi6", "")]
    [DataRow("99999999999999999999999999", "")]
    public void Numbers_are_read_in_digits_and_words(string text, string expected) => Check("number", text, expected);

    [TestMethod]
    [DataRow("twenty-five", "25")]
    [DataRow("a hundred of them", "100")]
    [DataRow("two hundred and fifty customers", "250")]
    [DataRow("three thousand four hundred", "3400")]
    [DataRow("one two three", "2|3")]
    [DataRow("twenty twenty", "20|20")]
    [DataRow("five and six", "5|6")]
    public void Number_words_are_read_together(string text, string expected) => Check("number", text, expected);

    [TestMethod]
    [DataRow("next week", "2026-11-23/2026-11-29")]
    [DataRow("from Monday to Wednesday", "2026-11-23/2026-11-25")]
    [DataRow("between 3 and 5 May", "2027-05-03/2027-05-05")]
    [DataRow("3-5 December", "2026-12-03/2026-12-05")]
    [DataRow("3rd to 5th December", "2026-12-03/2026-12-05")]
    [DataRow("December 3 to 5", "2026-12-03/2026-12-05")]
    [DataRow("today until next friday", "2026-11-21/2026-11-27")]
    [DataRow("this weekend", "2026-11-21/2026-11-22")]
    [DataRow("last month", "2026-10-01/2026-10-31")]
    [DataRow("下周一到周三", "2026-11-23/2026-11-25")]
    [DataRow("12月3日到5日", "2026-12-03/2026-12-05")]
    [DataRow("12月3号至12月5号", "2026-12-03/2026-12-05")]
    [DataRow("下周都可以", "2026-11-23/2026-11-29")]
    [DataRow("周末", "2026-11-21/2026-11-22")]
    [DataRow("本月", "2026-11-01/2026-11-30")]
    [DataRow("next weekday", "")]
    [DataRow("下周二", "")]
    [DataRow("5 May and then 3 May", "")]
    public void Ranges_have_a_first_and_a_last_day(string text, string expected) => Check("date_range", text, expected);

    [TestMethod]
    [DataRow("at 5pm", "17:00")]
    [DataRow("5:30 p.m. please", "17:30")]
    [DataRow("12am or 12 PM", "00:00|12:00")]
    [DataRow("17:45", "17:45")]
    [DataRow("5.30pm", "17:30")]
    [DataRow("half past five", "05:30")]
    [DataRow("quarter to six", "05:45")]
    [DataRow("8 o'clock", "08:00")]
    [DataRow("before noon", "12:00")]
    [DataRow("下午三点半", "15:30")]
    [DataRow("晚上8点", "20:00")]
    [DataRow("上午10点15分", "10:15")]
    [DataRow("八点一刻", "08:15")]
    [DataRow("一点问题", "")]
    [DataRow("25:00", "")]
    [DataRow("13pm", "")]
    [DataRow("3小时", "")]
    [DataRow("1:2:3", "")]
    public void Times_have_24_hours(string text, string expected) => Check("time", text, expected);

    [TestMethod]
    [DataRow("for 3 days", "P3D")]
    [DataRow("two hours", "PT2H")]
    [DataRow("a 30-minute call", "PT30M")]
    [DataRow("in 3 days", "P3D")]
    [DataRow("half an hour", "PT30M")]
    [DataRow("三个小时", "PT3H")]
    [DataRow("两周", "P2W")]
    [DataRow("断网三天了", "P3D")]
    [DataRow("半小时", "PT30M")]
    [DataRow("一年", "P1Y")]
    [DataRow("2026年", "")]
    [DataRow("3 daisies", "")]
    public void Spans_of_time_are_read(string text, string expected) => Check("duration", text, expected);

    [TestMethod]
    [DataRow("see https://Example.com/Help?a=1.", "https://Example.com/Help?a=1")]
    [DataRow("www.example.com", "https://www.example.com")]
    [DataRow("在example.com/help里", "https://example.com/help")]
    [DataRow("mei@example.com", "")]
    [DataRow("end.Start", "")]
    [DataRow("http://", "")]
    public void Web_addresses_are_read(string text, string expected) => Check("url", text, expected);

    [TestMethod]
    [DataRow("i live in sw1a 1aa", "SW1A 1AA")]
    [DataRow("M1 1AE", "M1 1AE")]
    [DataRow("zip 94107", "94107")]
    [DataRow("postcode is 94107-1234", "94107-1234")]
    [DataRow("邮编100080", "100080")]
    [DataRow("100080", "")]
    public void Postcodes_are_read(string text, string expected) => Check("postcode", text, expected);

    [TestMethod]
    [DataRow("I moved from new york to Leeds", "New York|Leeds")]
    [DataRow("从上海搬到广州市", "上海|广州")]
    [DataRow("從廣州搬到臺北", "广州|台北")]
    [DataRow("a nice day", "")]
    [DataRow("flights to Nice", "Nice")]
    public void Places_that_everybody_knows_are_read(string text, string expected) => Check("city", text, expected);

    [TestMethod]
    [DataRow("I'm Mei Lin", "Mei Lin")]
    [DataRow("hi, my name is mei lin and my router is dead", "mei lin")]
    [DataRow("This is Tom speaking", "Tom")]
    [DataRow("我叫林梅", "林梅")]
    [DataRow("姓名：欧阳小红，电话", "欧阳小红")]
    [DataRow("我叫Tom", "Tom")]
    [DataRow("I'm angry", "")]
    [DataRow("this is the last time", "")]
    [DataRow("我叫你们来", "")]
    public void Names_are_read_where_somebody_introduces_themselves(string text, string expected) => Check("person_name", text, expected);

    [TestMethod]
    [DataRow("my powrline kit is dead", "powerline kit")]
    [DataRow("powerlien", "powerline kit")]
    [DataRow("POWERLINE KIT", "powerline kit")]
    [DataRow("电立猫坏了", "powerline kit")]
    [DataRow("電力貓壞了", "powerline kit")]
    [DataRow("网罗扩展点", "Mesh Point")]
    [DataRow("lighting", "")]
    [DataRow("这只猫", "")]
    [DataRow("some", "")]
    [DataRow("网吧", "")]
    public void Names_may_be_mistyped_where_the_lexicon_says_so(string text, string expected)
    {
        var recognizer = new EntityRecognizer(new([new("product", "powerline kit", ["powerline", "电力猫", "光猫"]), new("product", "Mesh Point", ["网络扩展点"]), new("product", "Home", []), new("plan", "Lightning", ["闪电"])])
        {
            Fuzzy = new HashSet<string> { "product" },
        });

        Assert.AreEqual(expected, string.Join('|', recognizer.Recognize(text, Now).Where(entity => entity.Type is "product" or "plan").Select(entity => entity.Value)));
    }

    [TestMethod]
    [DataRow("serial HBx12345678 please", "HBX12345678")]
    [DataRow("序列号ＨＢＸ１２３４５６７８。", "HBX12345678")]
    [DataRow("sn-123456 and SN-654321", "SN-123456|SN-654321")]
    [DataRow("HBX123456789", "")]
    [DataRow("AHBX12345678", "")]
    public void Things_are_read_by_their_pattern(string text, string expected)
    {
        var recognizer = new EntityRecognizer(new([]) { Patterns = [new("serial_number", @"HB[A-Z]\d{8}"), new("serial_number", @"SN-\d{6}")] });

        Assert.AreEqual(expected, string.Join('|', recognizer.Recognize(text, Now).Where(entity => entity.Type == "serial_number").Select(entity => entity.Value)));
    }

    [TestMethod]
    [DataRow("CN", "138 1234 5678", "+8613812345678")]
    [DataRow("CN", "010-82345678", "+861082345678")]
    [DataRow("GB", "020 7946 0018", "+442079460018")]
    [DataRow("US", "(415) 555-0132", "+14155550132")]
    [DataRow("US", "1-415-555-0132", "+14155550132")]
    [DataRow("DE", "0044 20 7946 0018", "+442079460018")]
    [DataRow("DE", "+44 20 7946 0018", "+442079460018")]
    [DataRow("US", "555 0199", "5550199")]
    [DataRow("XX", "555 0199", "5550199")]
    public void Phone_numbers_of_a_known_country_are_in_E164(string country, string text, string expected) =>
        Assert.AreEqual(expected, new EntityRecognizer(new([]) { Country = country }).Recognize(text, Now).Single(entity => entity.Type == "phone").Value);

    [TestMethod]
    [DataRow("123456", "123456")]
    [DataRow("the code is 123 456", "123456")]
    [DataRow("验证码012345。", "012345")]
    [DataRow("HL-204817", "")]
    [DataRow("12345", "")]
    [DataRow("1234567", "")]
    [DataRow("555 123 456", "")]
    [DataRow("123,456", "")]
    public void A_code_is_exactly_six_digits(string text, string expected) => Check("code", text, expected);

    [TestMethod]
    [DataRow("my mesh point is dead", "Mesh Point")]
    [DataRow("two MESH-POINTS", "Mesh Point")]
    [DataRow("meshpoint", "Mesh Point")]
    [DataRow("我的网状路由坏了", "Mesh Point")]
    [DataRow("the hub 2 pro", "Hub 2 Pro")]
    [DataRow("the hub 2", "Hub 2")]
    [DataRow("专业版路由器", "Hub 2 Pro")]
    [DataRow("mesh点和路由器", "Mesh Point|Hub 2")]
    [DataRow("ＨＵＢ ２", "Hub 2")]
    [DataRow("mesh pointer", "")]
    [DataRow("grouter", "")]
    public void Names_of_the_lexicon_are_found_the_longest_first(string text, string expected) => Check("product", text, expected);

    [TestMethod]
    [DataRow("harbor 500", "Harbor 500")]
    [DataRow("harbor500 please", "Harbor 500")]
    [DataRow("换成五百兆套餐", "Harbor 500")]
    [DataRow("harbor 5000", "")]
    public void Plans_are_found_with_or_without_their_space(string text, string expected) => Check("plan", text, expected);

    [TestMethod]
    public void Names_of_two_types_may_share_their_place()
    {
        CollectionAssert.AreEquivalent(new[] { "product", "place" }, Recognizer.Recognize("router", Now).Select(entity => entity.Type).ToArray());
    }

    [TestMethod]
    public void Positions_point_into_the_original_text()
    {
        const string text = "😀 ＨＬ－２０４８１７ and 𠮷 mei@example.com 下周二";

        var shown = Recognizer.Recognize(text, Now)
            .Where(entity => entity.Type is "order_number" or "email" or "date")
            .Select(entity => text.Substring(entity.Start, entity.Length));

        Assert.AreEqual("ＨＬ－２０４８１７|mei@example.com|下周二", string.Join('|', shown));
    }

    [TestMethod]
    public void The_customers_own_clock_decides_what_today_is()
    {
        var lateInNewYork = new DateTimeOffset(2026, 11, 21, 23, 30, 0, TimeSpan.FromHours(-5));

        Assert.AreEqual("2026-11-21", Recognizer.Recognize("today", lateInNewYork).Single().Value);
    }

    private static void Check(string type, string text, string expected)
    {
        var entities = Recognizer.Recognize(text, Now);

        Assert.AreEqual(expected, string.Join('|', entities.Where(entity => entity.Type == type).Select(entity => entity.Value)),
            string.Create(CultureInfo.InvariantCulture, $"all found: {string.Join(", ", entities)}"));
        Assert.IsTrue(entities.All(entity => entity.Start >= 0 && entity.Length > 0 && entity.Start + entity.Length <= text.Length));
        CollectionAssert.AreEqual(entities.Select(entity => entity.Start).Order().ToArray(), entities.Select(entity => entity.Start).ToArray());
    }
}
