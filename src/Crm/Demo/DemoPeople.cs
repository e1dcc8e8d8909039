namespace ServiceBot.Crm.Demo;

/// <summary>The names and goods of the demo company's year. Invented; addresses end in example.com and numbers in ranges kept for fiction.</summary>
internal static class DemoPeople
{
    public static readonly string[] GivenEn =
    [
        "Olivia", "Noah", "Amelia", "Liam", "Isla", "Oscar", "Grace", "Theo", "Freya", "Arthur", "Ruby", "Henry", "Ella", "Samuel", "Nadia",
        "Felix", "Priya", "Marcus", "Leila", "Tom", "Ingrid", "Diego", "Hannah", "Kofi", "Clara", "Jonas", "Maya", "Patrick", "Zoe", "Victor",
    ];

    public static readonly string[] FamilyEn =
    [
        "Ashworth", "Bennett", "Calder", "Dawson", "Ellery", "Fenwick", "Garland", "Holloway", "Ingram", "Jarvis", "Kendrick", "Lockhart",
        "Marlow", "Norwood", "Okafor", "Pemberton", "Quinn", "Rowntree", "Sinclair", "Thorne", "Usher", "Vance", "Whitlock", "Yardley",
    ];

    public static readonly (string Han, string Latin)[] FamilyZh =
    [
        ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("黄", "huang"), ("赵", "zhao"),
        ("周", "zhou"), ("吴", "wu"), ("徐", "xu"), ("孙", "sun"), ("欧阳", "ouyang"), ("林", "lin"), ("郭", "guo"), ("何", "he"),
    ];

    public static readonly (string Han, string Latin)[] GivenZh =
    [
        ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("敏", "min"), ("静", "jing"), ("磊", "lei"), ("洋", "yang"), ("艳", "yan"), ("勇", "yong"),
        ("思远", "siyuan"), ("雨桐", "yutong"), ("浩然", "haoran"), ("欣怡", "xinyi"), ("子轩", "zixuan"), ("美玲", "meiling"), ("建国", "jianguo"),
    ];

    public static readonly (string Name, decimal Price)[] Goods =
    [
        ("Harbor Router AX3", 129.00m), ("Harbor Router BE5", 219.00m), ("Mesh point", 89.00m), ("Mesh point, pair", 159.00m),
        ("Cordless phone", 49.00m), ("Fibre modem", 99.00m), ("Network cable, 5 m", 9.50m), ("Power supply, 12 V", 19.00m),
        ("Wall bracket", 12.00m), ("Tablet 10", 249.00m),
    ];
}
