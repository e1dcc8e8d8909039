namespace ServiceBot.Language.Sentiments;

/// <summary>How good or bad English words sound, from 3 to -3, composed for this project; inflected forms are found by their stems.</summary>
internal static class EnglishValences
{
    public const string Best = """
        amazing awesome excellent excellence fantastic fabulous wonderful superb outstanding brilliant brilliance perfect perfection perfectly flawless magnificent marvelous marvellous
        extraordinary exceptional phenomenal incredible terrific stunning breathtaking masterpiece masterful masterly unforgettable best love loved loves adore adored
        delightful exquisite sublime spectacular glorious dazzling triumph triumphant sensational stellar heavenly hilarious unbeatable unmatched
        riveting enchanting exhilarating mesmerizing spellbinding astonishing dazzled ecstatic thrilled overjoyed fave favorite favourite kudos bravo tour-de-force
        impeccable magical gorgeous delicious yummy scrumptious topnotch first-rate must-see lifesaver
        """;

    public const string Good = """
        good great nice happy happiness glad pleased pleasing pleasant enjoy enjoyed enjoyable enjoyment fun funny entertaining beautiful beauty beautifully lovely charming charm
        impressive impressed impress recommend recommended recommendation satisfied satisfying satisfaction satisfactory helpful friendly kind kindness polite courteous generous
        thoughtful considerate caring professional efficient effective reliable dependable trustworthy trust quick prompt promptly responsive attentive
        comfortable comfy cozy cosy clean tidy spacious fresh tasty flavorful flavourful crisp crispy tender juicy yum affordable bargain worth worthwhile worthy valuable
        smart clever witty intelligent insightful inventive imaginative creative original innovative ingenious fascinating engaging compelling engrossing absorbing captivating gripping
        touching moving heartfelt heartwarming tender poignant powerful graceful grace elegant elegance stylish polished subtle sincere honest honesty
        refreshing vivid vibrant lively energetic exciting excited excitement thrilling thrill inspiring inspired inspirational uplifting warm warmth sweet delight delighted
        thank thanks grateful appreciate appreciated appreciation appreciative gratitude welcome congrats congratulations cheers bless blessed
        win winner winning won success successful successfully succeed succeeds accomplished accomplishment achievement admire admirable admiration praise praised respect
        smooth smoothly seamless seamlessly easy easily effortless simple convenient handy useful sturdy durable solid strong crystal clear sharp bright
        perfect-fit bonus upgrade improved improvement improve better superior solved resolved fixed works worked working
        laugh laughs laughing laughter smile smiles smiling smiled joy joyful joyous cheerful amuse amused amusing amusement humor humorous humour comedic
        cool sweetest epic genius hero gem treasure treat rewarding remarkable remarkably rich richly deep deeply profound wise wisdom
        romantic sexy sensual authentic genuine genuinely refined sophisticated exhilarated lovingly affectionate affection tenderness passion passionate
        hope hopeful promising eager proud pride confident courage courageous brave bold fearless
        favorable positive fine okay satisfactorily memorable memorably skillful skilled talented talent deft deftly adept
        winning nuanced endearing irresistible intriguing provocative thought-provoking suspenseful bittersweet rousing stirring resonant
        peaceful calm safe secure healthy gentle soothing relaxing relaxed quiet merry
        amazed yay woohoo hooray yeah wow awsome gr8 luv lol haha hehe xoxo
        """;

    public const string Fair = """
        like likes liked likable likeable decent adequate acceptable fair fairly agreeable interesting interested watchable passable serviceable solidly competent
        well okay alright fresh light ready able capable popular famous free save saves saved saving support supportive supported accept
        accurate accuracy correct right careful balanced modern new neat sleek slick familiar forgiving earnest
        appealing appeal attractive ambitious ambition charismatic chemistry delicate flair grounded heart hearty intimate intimacy sensitive sensitivity
        modest mature lean nimble playful quirky whimsical whimsy zany offbeat youthful understanding understand empathy
        """;

    public const string Poor = """
        slow slower slowly late delay delays delayed wait waiting waited long lengthy overlong long-winded busy cold hard difficult difficulty
        expensive pricey costly overpriced small tiny cramped noisy loud old dated outdated stale plain average mediocre ordinary so-so meh bland blandly generic
        confusing confused confuse confusion unclear complicated convoluted tricky awkward clumsy messy mess lack lacks lacking lacked missing miss missed
        issue issues problem problems trouble concern concerned worry worried worrying unsure doubt doubtful skeptical odd strange weird weirdly
        weak weaker weakly thin flimsy cheap cheaply limited limit limitation less lesser short shallow superficial flat uneven predictable formulaic contrived
        cliche cliches cliched familiar repetitive repeated recycled rehash rehashed derivative unoriginal conventional routine
        sorry sad sadly unfortunately unfortunate regret regrettable alas however barely hardly only least
        cancel canceled cancelled cancellation complaint complaints complain complaining complained return returned refund refunds claim
        tired tiring dry greasy oily salty soggy overcooked undercooked bitter sour tough chewy lukewarm
        nothing nobody none nowhere without heavy-handed sentimental sappy corny cheesy gimmicky pretentious self-indulgent
        leave left stuck strand stranded apart lose loses losing forgot forget
        strained stilted wooden lifeless hollow empty thinly bloated overwrought overlong meandering
        """;

    public const string Bad = """
        bad badly poor poorly disappoint disappointed disappointing disappointment disappoints dissatisfied unsatisfied unsatisfying unsatisfactory unhappy upset upsetting annoying annoyed annoy annoyance annoys
        frustrate frustrated frustrating frustration angry anger mad irritate irritated irritating irritation
        boring bored bores boredom dull dullness tedious tiresome lame lousy crummy crappy shoddy subpar inferior sloppy lazy
        broken break breaks broke defective defect defects faulty fault fail fails failed failing failure failures error errors wrong mistake mistakes incorrect bug buggy glitch glitchy crash crashed crashes crashing freeze freezes frozen
        useless unusable worthless pointless meaningless senseless mindless dumb stupid idiot idiotic idiots silly ridiculous absurd nonsense foolish ludicrous
        rude rudely impolite unprofessional unhelpful unfriendly ignorant ignored ignore ignoring arrogant careless incompetent incompetence inept dishonest disrespectful disrespect
        lost damage damaged damages dirty filthy smelly stink stinks stinky stained moldy mouldy rotten rancid gross nasty stale unsanitary bug-infested
        waste wasted wastes wasting mislead misleading misled deceptive cheat cheated cheating lie lied lies lying liar
        hate hated hates dislike disliked dislikes avoid regret regretted refuse refused refuses deny denied unacceptable inexcusable unreliable unresponsive untrustworthy
        painful pain pains painfully hurt hurts suffer suffered suffering struggle struggled sick ill ugly unattractive uncomfortable unpleasant unbearable
        negative dead die died dying kill killed kills killing murder violent violence cruel dreary bleak gloomy depressing depressed miserable misery
        unfunny humorless charmless witless clueless tasteless flavorless soulless joyless heartless incoherent incomprehensible unconvincing implausible unbelievable laughable
        fake phony pathetic inane vapid insipid trite banal hackneyed stupidly sucks suck sucked sucky crap damn hell wtf smh ugh fml bs
        overbooked unanswered mishandled nightmare hassle chaos fiasco flop dud lemon letdown joke trash junk rubbish
        rip-off ripoff overcharged charged stolen stole steal robbed hung disconnected unplayable uninspired uninteresting uninvolving unwatchable amateurish
        fear afraid scared scary threat threaten threatened danger dangerous unsafe insult insulted insulting offensive offend obnoxious
        cynical manipulative exploitative exploitation mean mean-spirited bitter hostile harsh brutal grating cloying
        never worse flawed flaw flaws plod plodding slog muddled murky disjointed aimless listless sluggish stagnant turgid ponderous
        """;

    public const string Worst = """
        terrible terribly awful awfully horrible horribly horrid horrendous horrific worst atrocious abysmal appalling dreadful disgusting disgusted disgust disgusts
        pathetically abomination catastrophe catastrophic disaster disastrous despicable deplorable detestable loathe loathsome abhorrent vile repulsive revolting
        scam scammed scammers scammer fraud fraudulent criminal crook crooks thief thieves outrageous outraged outrage furious livid enraged infuriating infuriated
        unforgivable insufferable excruciating excruciatingly godawful inexcusably shameful shame disgrace disgraceful hideous ghastly moronic moron imbecile
        fuck fucking fucked fuckin shit shitty bullshit asshole bastard bitch hellish torture torturous
        """;
}
