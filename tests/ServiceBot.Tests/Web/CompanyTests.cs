using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Dialogs;
using ServiceBot.Web.Pages;
using Words = ServiceBot.Web.Pages.Words;

namespace ServiceBot.Tests.Web;

[TestClass]
public sealed class CompanyTests
{
    [TestMethod]
    public void Without_settings_the_pages_are_Harborlines()
    {
        var words = Words("en");

        Assert.AreEqual("Harborline help desk", words.HomeTitle);
        Assert.AreEqual("Ask us anything about your Harborline.", words.Headline);
        Assert.AreEqual("tel:08005550142", words.PhoneHref);
        Assert.AreEqual("Bills and payments", words.Topic("billing"));
        Assert.AreEqual(
            "Monday to Saturday 8:00 – 20:00 | Sunday 10:00 – 16:00 | The assistant day and night",
            string.Join(" | ", words.Hours.Select(line => $"{line.Days} {line.Hours}")));
    }

    [TestMethod]
    public void Another_company_shows_its_own_words_in_both_languages()
    {
        (string, string)[] settings =
        [
            ("Company:Name:En", "Northwind Power"), ("Company:Name:Zh", "北风电力"), ("Company:Phone", ""),
            ("Company:Headline:En", "How can {name} help?"), ("Company:Examples:0:En", "My meter is dark"), ("Company:Examples:0:Zh", "电表不亮"),
            ("Company:Topics:0:Id", "meters"), ("Company:Topics:0:Title:En", "Meters"), ("Company:Topics:0:Title:Zh", "电表"), ("Company:Topics:0:Tags:0", "meter"),
            ("Desk:OpeningHours:Week:Saturday", ""), ("Desk:OpeningHours:Week:Sunday", ""),
        ];
        var (english, chinese) = (Words("en", settings), Words("zh", settings));

        Assert.AreEqual("Northwind Power assistant, How can Northwind Power help?", $"{english.ChatTitle}, {english.Headline}");
        Assert.AreEqual("北风电力智能助手, 关于北风电力，尽管问。", $"{chinese.ChatTitle}, {chinese.Headline}");
        Assert.AreEqual("My meter is dark, 电表不亮", $"{english.Examples.Single()}, {chinese.Examples.Single()}");
        Assert.AreEqual("电表, 更多", $"{chinese.Topic("meters")}, {chinese.Topic("billing")}");
        Assert.AreEqual("周一至周五 8:00 – 20:00 | 周六至周日 休息 | 智能助手 全天 24 小时", string.Join(" | ", chinese.Hours.Select(line => $"{line.Days} {line.Hours}")));
        Assert.DoesNotContain("call us", english.ErrorText);
    }

    [TestMethod]
    [DataRow("", "", "Harborline | 港联")]
    [DataRow("Northwind Power", "", "Northwind Power | Northwind Power")]
    [DataRow("Northwind Power", "北风电力", "Northwind Power | 北风电力")]
    public void One_setting_names_the_company_on_pages_and_the_bot_in_channels(string english, string chinese, string expected)
    {
        (string, string)[] settings = [.. english.Length > 0 ? [("Company:Name:En", english)] : Array.Empty<(string, string)>(), ("Company:Name:Zh", chinese)];

        Assert.AreEqual(expected, $"{Words("en", settings).Brand} | {Words("zh", settings).Brand}");
        Assert.AreEqual(expected.Split(" | ")[0], Services(settings).GetRequiredService<IOptions<BotOptions>>().Value.Name);
    }

    [TestMethod]
    [DataRow("Company:Name:En", "", "Company:Name:En: it is empty, or longer")]
    [DataRow("Company:Phone", "call us", "Company:Phone: 'call us' has no digit.")]
    [DataRow("Company:Topics:0:Id", "My topic", "Company:Topics:0:Title:En: it is empty|Company:Topics:0:Id: 'My topic' is not a short word")]
    [DataRow("Company:Examples:0:Zh", "电表不亮", "Company:Examples:0:En: it is empty")]
    [DataRow("Desk:OpeningHours:TimeZone", "Mars", "Desk:OpeningHours:TimeZone: this machine knows no time zone 'Mars'.")]
    public void A_bad_setting_stops_the_start_and_is_named(string key, string value, string errors)
    {
        var start = Services((key, value)).GetRequiredService<IStartupValidator>();

        var failure = Assert.ThrowsExactly<OptionsValidationException>(start.Validate);

        foreach (var (error, found) in errors.Split('|').Zip(failure.Failures))
        {
            Assert.StartsWith(error, found);
        }
    }

    private static Words Words(string language, params (string Key, string Value)[] settings) => Services(settings).GetRequiredService<PageWords>().In(language);

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build())
        .AddCompanyName()
        .AddPages()
        .BuildServiceProvider();
}
