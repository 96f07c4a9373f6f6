-- Functions of the expression language for PostgreSQL 15 and newer. They raise for no value: no result is NULL.
-- They are plain SQL where the planner can then inline them, and never STRICT, which would forbid that. CASE does not
-- keep the planner from computing constant parts ahead, so nothing in a branch may raise for a constant argument.
-- The tables of letters are those of engines/expression/values.py; a test compares them.

-- Numbers ------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION mortise.number(value numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN abs(round(value, 12)) < 1e26 THEN round(value, 12) END;

CREATE OR REPLACE FUNCTION mortise.plus(first numeric, second numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN first IS NULL THEN second WHEN second IS NULL THEN first
        WHEN abs(first + second) < 1e26 THEN first + second END;

CREATE OR REPLACE FUNCTION mortise.minus(first numeric, second numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN first IS NULL THEN -second WHEN second IS NULL THEN first
        WHEN abs(first - second) < 1e26 THEN first - second END;

-- 52 decimals on the way: a quotient of two numbers(38,12) cannot be that near to a tie without being one.
CREATE OR REPLACE FUNCTION mortise.divide(dividend numeric, divisor numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN mortise.number(round(dividend, 52) / nullif(divisor, 0));

CREATE OR REPLACE FUNCTION mortise.modulo(dividend numeric, divisor numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN divisor = 0 THEN NULL
        WHEN mod(dividend, divisor) <> 0 AND (dividend < 0) <> (divisor < 0)
            THEN mod(dividend, divisor) + divisor
        ELSE mod(dividend, divisor) END;

CREATE OR REPLACE FUNCTION mortise.whole(value numeric) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value >= 2000000000 THEN 2000000000 WHEN value <= -2000000000 THEN -2000000000
        ELSE trunc(value)::integer END;

CREATE OR REPLACE FUNCTION mortise.places(value numeric) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value >= 12 THEN 12 WHEN value <= -27 THEN -27 ELSE trunc(value)::integer END;

CREATE OR REPLACE FUNCTION mortise.round_down(value numeric, places integer) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN trunc(value, places);

CREATE OR REPLACE FUNCTION mortise.round_up(value numeric, places integer) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN trunc(value, places) = value THEN value
        WHEN places >= 0 THEN trunc(value, places) + sign(value) * round(1e-12, 12) * (1e12 / power(10::numeric, places))
        ELSE trunc(value, places) + sign(value) * power(10::numeric, -places) END;

CREATE OR REPLACE FUNCTION mortise.step_down(value numeric, step numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN value - mortise.modulo(value, abs(step));

CREATE OR REPLACE FUNCTION mortise.step_up(value numeric, step numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN value + mortise.modulo(-value, abs(step));

CREATE OR REPLACE FUNCTION mortise.square_root(value numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value >= 0 THEN sqrt(round(value, 60)) END;

CREATE OR REPLACE FUNCTION mortise.power(value numeric, exponent numeric) RETURNS numeric
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    remaining integer := abs(mortise.whole(exponent));
    square numeric := value;
    result numeric := 1;
BEGIN
    IF trunc(exponent) <> exponent OR remaining > 10000 OR (exponent < 0 AND value = 0) THEN
        RETURN NULL;
    END IF;
    WHILE remaining > 0 LOOP
        IF remaining % 2 = 1 THEN
            result := round(result * square, 30);
            IF abs(result) >= 1e26 THEN
                RETURN CASE WHEN exponent < 0 THEN 0 END;
            END IF;
        END IF;
        remaining := remaining / 2;
        IF remaining > 0 THEN
            square := round(square * square, 30);
            IF abs(square) >= 1e26 THEN
                RETURN CASE WHEN exponent < 0 THEN 0 END;
            END IF;
        END IF;
    END LOOP;
    IF exponent >= 0 THEN
        RETURN result;
    END IF;
    RETURN round(1::numeric, 90) / nullif(result, 0);
END $$;

-- Texts --------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION mortise.bounded(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN char_length(value) BETWEEN 1 AND 1000000 THEN value END;

CREATE OR REPLACE FUNCTION mortise.join(first text, second text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN first IS NULL THEN second WHEN second IS NULL THEN first ELSE first || second END;

CREATE OR REPLACE FUNCTION mortise.lower(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value COLLATE "C" ~ '[µ-֏Ḁ-῿Ａ-Ｚ]'
        THEN translate(lower(value COLLATE "C"), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ')
        ELSE lower(value COLLATE "C") END;

CREATE OR REPLACE FUNCTION mortise.upper(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value COLLATE "C" ~ '[µ-֏Ḁ-῿ａ-ｚ]'
        THEN translate(upper(value COLLATE "C"), 'µàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžſƀƃƅƈƌƒƕƙƚƞơƣƥƨƭưƴƶƹƽƿǅǆǈǉǋǌǎǐǒǔǖǘǚǜǝǟǡǣǥǧǩǫǭǯǲǳǵǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟȣȥȧȩȫȭȯȱȳȼȿɀɂɇɉɋɍɏɐɑɒɓɔɖɗəɛɜɠɡɣɥɦɨɩɪɫɬɯɱɲɵɽʀʂʃʇʈʉʊʋʌʒʝʞͅͱͳͷͻͼͽάέήίαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώϐϑϕϖϗϙϛϝϟϡϣϥϧϩϫϭϯϰϱϲϳϵϸϻабвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӂӄӆӈӊӌӎӏӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẛạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧὰάὲέὴήὶίὸόὺύὼώᾰᾱιῐῑῠῡῥａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ', 'ΜÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŸĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮIĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŹŻŽSɃƂƄƇƋƑǶƘȽȠƠƢƤƧƬƯƳƵƸƼǷǄǄǇǇǊǊǍǏǑǓǕǗǙǛƎǞǠǢǤǦǨǪǬǮǱǱǴǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȢȤȦȨȪȬȮȰȲȻⱾⱿɁɆɈɊɌɎⱯⱭⱰƁƆƉƊƏƐꞫƓꞬƔꞍꞪƗƖꞮⱢꞭƜⱮƝƟⱤƦꟅƩꞱƮɄƱƲɅƷꞲꞰΙͰͲͶϽϾϿΆΈΉΊΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΣΤΥΦΧΨΩΪΫΌΎΏΒΘΦΠϏϘϚϜϞϠϢϤϦϨϪϬϮΚΡϹͿΕϷϺАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӁӃӅӇӉӋӍӀӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔṠẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾺΆῈΈῊΉῚΊῸΌῪΎῺΏᾸᾹΙῘῙῨῩῬＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ')
        ELSE upper(value COLLATE "C") END;

CREATE OR REPLACE FUNCTION mortise.fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    -- Every text of a record is folded when it is indexed, and each letter is looked for in the whole translation.
    RETURN CASE WHEN octet_length(value) = char_length(value) THEN lower(value COLLATE "C")
        -- Most other texts have neither capitals of other alphabets nor anything of full width.
        WHEN value COLLATE "C" !~ '[À-֏Ḁ-῿　！-～]' THEN lower(value COLLATE "C")
        WHEN value COLLATE "C" ~ '[À-֏Ḁ-῿]'
        THEN translate(lower(value COLLATE "C"), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼ　！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳ !"#$%&''()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\]^_`abcdefghijklmnopqrstuvwxyz{|}~')
        -- Many have no more of full width than the marks of a Chinese sentence.
        WHEN value COLLATE "C" !~ '[　＂-＇＊＋－-９＜-＞＠-～]'
        THEN translate(lower(value COLLATE "C"), '！（），：；？', '!(),:;?')
        ELSE translate(lower(value COLLATE "C"), '　！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～', ' !"#$%&''()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\]^_`abcdefghijklmnopqrstuvwxyz{|}~') END;

CREATE OR REPLACE FUNCTION mortise.text_left(value text, length integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN length >= 0 THEN left(value, length) END;

CREATE OR REPLACE FUNCTION mortise.text_right(value text, length integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN length >= 0 THEN right(value, length) END;

CREATE OR REPLACE FUNCTION mortise.text_middle(value text, start integer, length integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN start >= 1 AND length >= 0 THEN substr(value, start, least(length, 1000001)) END;

CREATE OR REPLACE FUNCTION mortise.ends_with(value text, part text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN right(mortise.fold(value), char_length(part)) = mortise.fold(part);

CREATE OR REPLACE FUNCTION mortise.find(part text, value text, start integer) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN start >= 1 THEN
        nullif(strpos(substr(value, start) COLLATE "C", part COLLATE "C"), 0)::numeric + (start - 1) END;

CREATE OR REPLACE FUNCTION mortise.substitute(value text, old text, new text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN old IS NULL THEN value
        WHEN char_length(value) + (char_length(value) - char_length(replace(value, old, '')))
            / nullif(char_length(old), 0)::bigint * (coalesce(char_length(new), 0) - char_length(old)) <= 1000000
        THEN replace(value, old, coalesce(new, '')) END;

CREATE OR REPLACE FUNCTION mortise.repeat(value text, times integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN times > 0 AND char_length(value) * times::bigint <= 1000000 THEN repeat(value, times) END;

CREATE OR REPLACE FUNCTION mortise.pad(value text, length integer, filling text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN length > 1000000 OR length IS NULL OR filling IS NULL THEN NULL
        WHEN length > char_length(value) THEN lpad(value, length, filling) ELSE value END;

CREATE OR REPLACE FUNCTION mortise.text_before(value text, part text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN strpos(value, part) > 0 THEN left(value, strpos(value, part) - 1) END;

CREATE OR REPLACE FUNCTION mortise.text_after(value text, part text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN strpos(value, part) > 0 THEN substr(value, strpos(value, part) + char_length(part)) END;

CREATE OR REPLACE FUNCTION mortise.join_texts(parts text[], separator text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN cardinality(parts)::bigint * char_length(coalesce(separator, '')) <= 100000000
        THEN array_to_string(parts, coalesce(separator, '')) END;

CREATE OR REPLACE FUNCTION mortise.number_text(value numeric) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN trim_scale(value)::text;

CREATE OR REPLACE FUNCTION mortise.number_texts(parts numeric[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT array_agg(trim_scale(part)::text ORDER BY place)
        FROM unnest(parts) WITH ORDINALITY AS element(part, place);
    END;

CREATE OR REPLACE FUNCTION mortise.lay_number(value numeric, decimals integer, shape text, front text, behind text)
    RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN round(value, decimals) < 0 THEN '-' ELSE '' END
        || front || to_char(abs(round(value, decimals)), shape) || behind;

CREATE OR REPLACE FUNCTION mortise.to_number(value text) RETURNS numeric
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    shown text := btrim(mortise.fold(value), E' \t\r\n\u00a0\u3000');
BEGIN
    IF shown !~ '^[+-]?([0-9]{1,40}|[0-9]{1,3}(,[0-9]{3}){1,12})(\.[0-9]{1,40})?%?$' THEN
        RETURN NULL;
    END IF;
    RETURN mortise.number(
        replace(rtrim(shown, '%'), ',', '')::numeric * CASE WHEN right(shown, 1) = '%' THEN 0.01 ELSE 1 END);
END $$;

-- As engines/expression/functions/capitals.py, which names the rules. Four figures at a time get their units, one
-- zero stands for several, and none at the end of four; four zeros are one where something stands before and behind.
CREATE OR REPLACE FUNCTION mortise.capitals(value numeric) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    amount numeric := round(value, 2);
    yuan text;
    tenths text;
    hundredths text;
    four text;
    said text := '';
    skipped boolean := false;
    tail text := '';
BEGIN
    IF abs(amount) >= 1e16 THEN
        RETURN NULL;
    END IF;
    yuan := lpad(trunc(abs(amount))::text, 16, '0');
    tenths := right(trunc(abs(amount) * 10)::text, 1);
    hundredths := right(trunc(abs(amount) * 100)::text, 1);
    FOR place IN 0..3 LOOP
        four := regexp_replace(substr(yuan, place * 4 + 1, 4), '(.)(.)(.)(.)', '\1仟\2佰\3拾\4');
        four := rtrim(regexp_replace(regexp_replace(four, '0[仟佰拾]', '0', 'g'), '0+', '0', 'g'), '0');
        IF four <> '' THEN
            said := said || CASE WHEN skipped AND left(four, 1) <> '0' THEN '0' ELSE '' END || four
                || CASE WHEN place IN (0, 2) THEN '万' ELSE '' END;
        END IF;
        IF place = 1 AND said <> '' THEN
            said := said || '亿';
        END IF;
        skipped := said <> '' AND four = '';
    END LOOP;
    said := ltrim(said, '0');
    IF tenths <> '0' THEN
        tail := tenths || '角';
    ELSIF said <> '' AND hundredths <> '0' THEN
        tail := '0';
    END IF;
    IF hundredths <> '0' THEN
        tail := tail || hundredths || '分';
    END IF;
    IF said <> '' THEN
        said := said || '元' || CASE WHEN right(yuan, 1) = '0' AND tenths <> '0' THEN '0' ELSE '' END;
    END IF;
    IF tail = '' THEN
        tail := CASE WHEN said = '' THEN '0元整' ELSE '整' END;
    END IF;
    RETURN CASE WHEN amount < 0 THEN '负' ELSE '' END || translate(said || tail, '0123456789', '零壹贰叁肆伍陆柒捌玖');
END $$;

-- Dates --------------------------------------------------------------------------------------------------------

-- The driver writes the first and the last date of its calendar as infinity, so these are kept that way in tables;
-- functions of dates are given the dates that are meant, and give back what the driver would have written.
CREATE OR REPLACE FUNCTION mortise.real_date(day date) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE day WHEN 'infinity' THEN date '9999-12-31' WHEN '-infinity' THEN date '0001-01-01' ELSE day END;

CREATE OR REPLACE FUNCTION mortise.valid_date(day date) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN day > date '0001-01-01' AND day < date '9999-12-31' THEN day
        WHEN day = date '9999-12-31' THEN 'infinity' WHEN day = date '0001-01-01' THEN '-infinity' END;

CREATE OR REPLACE FUNCTION mortise.valid_moment(moment timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN moment >= timestamptz '0001-01-01 00:00:00+00' AND moment < timestamptz '10000-01-01 00:00:00+00'
        THEN moment END;

CREATE OR REPLACE FUNCTION mortise.shift_date(day date, days numeric) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN days IS NULL THEN day
        WHEN trunc(days) BETWEEN date '0001-01-01' - day AND date '9999-12-31' - day
            THEN mortise.valid_date(day + mortise.whole(days)) END;

CREATE OR REPLACE FUNCTION mortise.shift_moment(moment timestamptz, seconds numeric) RETURNS timestamptz
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    microseconds numeric := round(seconds * 1000000);
    hours numeric := div(microseconds, 3600000000);
BEGIN
    IF seconds IS NULL THEN
        RETURN moment;
    END IF;
    IF moment IS NULL OR extract(epoch FROM moment) + seconds NOT BETWEEN -62135596800 AND 253402300800 THEN
        RETURN NULL;
    END IF;
    RETURN mortise.valid_moment(moment + make_interval(
        hours => hours::integer, secs => ((microseconds - hours * 3600000000) / 1000000)::double precision));
END $$;

CREATE OR REPLACE FUNCTION mortise.days_between(later date, earlier date) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (later - earlier)::numeric;

CREATE OR REPLACE FUNCTION mortise.seconds_between(later timestamptz, earlier timestamptz) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN extract(epoch FROM later) - extract(epoch FROM earlier);

CREATE OR REPLACE FUNCTION mortise.month_start(months bigint) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN months BETWEEN 12 AND 119999
        THEN make_date((months / 12)::integer, (months % 12)::integer + 1, 1) END;

CREATE OR REPLACE FUNCTION mortise.month_of(day date) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN extract(year FROM day)::bigint * 12 + extract(month FROM day)::bigint - 1;

CREATE OR REPLACE FUNCTION mortise.last_day(months bigint) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (mortise.month_start(months) + interval '1 month')::date - 1;

CREATE OR REPLACE FUNCTION mortise.month_end(day date, months numeric) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN mortise.valid_date(mortise.last_day(mortise.month_of(day) + mortise.whole(months)));

CREATE OR REPLACE FUNCTION mortise.months_later(day date, months numeric) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN mortise.valid_date(least(
        mortise.month_start(mortise.month_of(day) + mortise.whole(months)) + (extract(day FROM day)::integer - 1),
        mortise.last_day(mortise.month_of(day) + mortise.whole(months))));

CREATE OR REPLACE FUNCTION mortise.make_date(year numeric, month numeric, day numeric) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN mortise.whole(year) BETWEEN 0 AND 9999
        AND mortise.whole(month) BETWEEN -200000 AND 200000 AND mortise.whole(day) BETWEEN -4000000 AND 4000000
        THEN mortise.shift_date(
            mortise.month_start(mortise.whole(year)::bigint * 12 + mortise.whole(month) - 1), trunc(day) - 1) END;

CREATE OR REPLACE FUNCTION mortise.to_date(value text) RETURNS date
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    found text[] := regexp_match(
        mortise.fold(value),
        '^([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)$');
    months integer := coalesce(found[2], found[4], found[6])::integer;
    days integer := coalesce(found[3], found[5], found[7])::integer;
    day date;
BEGIN
    IF found IS NULL OR months NOT BETWEEN 1 AND 12 OR days < 1 OR found[1] = '0000' THEN
        RETURN NULL;
    END IF;
    day := make_date(found[1]::integer, months, 1) + (days - 1);
    RETURN CASE WHEN extract(month FROM day) = months THEN day END;
END $$;

CREATE OR REPLACE FUNCTION mortise.make_time(hour numeric, minute numeric, second numeric) RETURNS time
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN mortise.whole(hour) BETWEEN 0 AND 23 AND mortise.whole(minute) BETWEEN 0 AND 59
        AND mortise.whole(second) BETWEEN 0 AND 59
        THEN make_time(mortise.whole(hour), mortise.whole(minute), mortise.whole(second)) END;

CREATE OR REPLACE FUNCTION mortise.moment_of(day date, zone text) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN mortise.valid_moment(timezone(zone, mortise.real_date(day)::timestamp));

CREATE OR REPLACE FUNCTION mortise.moment_of(day date, at time, zone text) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN mortise.valid_moment(timezone(zone, mortise.real_date(day) + at));

CREATE OR REPLACE FUNCTION mortise.day_start(day date, zone text) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN day <= date '0001-01-01' THEN '-infinity'::timestamptz
        ELSE timezone(zone, mortise.real_date(day)::timestamp) END;

CREATE OR REPLACE FUNCTION mortise.day_end(day date, zone text) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN day >= date '9999-12-31' THEN 'infinity'::timestamptz
        ELSE timezone(zone, (mortise.real_date(day) + 1)::timestamp) END;

CREATE OR REPLACE FUNCTION mortise.clock_part(part text, at time) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN trunc(date_part(part, at))::numeric;

CREATE OR REPLACE FUNCTION mortise.weekday(day date, kind numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE mortise.whole(kind)
        WHEN 1 THEN extract(dow FROM day) + 1
        WHEN 2 THEN extract(isodow FROM day)
        WHEN 3 THEN extract(isodow FROM day) - 1 END;

CREATE OR REPLACE FUNCTION mortise.full_months(earlier date, later date) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN mortise.month_of(later) - mortise.month_of(earlier)
        - CASE WHEN extract(day FROM later) < extract(day FROM earlier) THEN 1 ELSE 0 END;

CREATE OR REPLACE FUNCTION mortise.date_difference(earlier date, later date, unit text) RETURNS numeric
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    months bigint := mortise.full_months(earlier, later);
BEGIN
    IF later < earlier THEN
        RETURN NULL;
    END IF;
    RETURN CASE unit
        WHEN 'D' THEN later - earlier
        WHEN 'M' THEN months
        WHEN 'Y' THEN months / 12
        WHEN 'YM' THEN months % 12
        WHEN 'MD' THEN later - mortise.real_date(mortise.months_later(earlier, months))
        WHEN 'YD' THEN later - mortise.real_date(mortise.months_later(earlier, months / 12 * 12)) END;
END $$;

CREATE OR REPLACE FUNCTION mortise.date_add(day date, steps numeric, unit text) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN steps IS NULL THEN NULL ELSE CASE unit
        WHEN 'D' THEN mortise.shift_date(day, trunc(steps))
        WHEN 'W' THEN mortise.shift_date(day, trunc(steps) * 7)
        WHEN 'M' THEN mortise.months_later(day, steps)
        WHEN 'Q' THEN mortise.months_later(day, mortise.whole(steps)::numeric * 3)
        WHEN 'Y' THEN mortise.months_later(day, mortise.whole(steps)::numeric * 12) END END;

CREATE OR REPLACE FUNCTION mortise.start_of(day date, unit text) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE unit
        WHEN 'W' THEN mortise.valid_date(day - (extract(isodow FROM day)::integer - 1))
        WHEN 'M' THEN mortise.valid_date(mortise.month_start(mortise.month_of(day)))
        WHEN 'Q' THEN mortise.valid_date(mortise.month_start(mortise.month_of(day) / 3 * 3))
        WHEN 'Y' THEN mortise.valid_date(mortise.month_start(mortise.month_of(day) / 12 * 12)) END;

CREATE OR REPLACE FUNCTION mortise.is_workday(day date, days_off date[], days_on date[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN extract(isodow FROM mortise.real_date(day)) < 6 THEN coalesce(day <> ALL (days_off), true)
        ELSE coalesce(day = ANY (days_on), false) END AND day IS NOT NULL;

CREATE OR REPLACE FUNCTION mortise.workday(day date, count numeric, days_off date[], days_on date[]) RETURNS date
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    remaining integer := abs(mortise.whole(count));
    step integer := sign(count)::integer;
    found date := mortise.real_date(day);
BEGIN
    IF day IS NULL OR count IS NULL OR remaining > 10000 THEN
        RETURN NULL;
    END IF;
    WHILE remaining > 0 LOOP
        found := found + step;
        IF found NOT BETWEEN date '0001-01-01' AND date '9999-12-31' THEN
            RETURN NULL;
        END IF;
        IF mortise.is_workday(found, days_off, days_on) THEN
            remaining := remaining - 1;
        END IF;
    END LOOP;
    RETURN mortise.valid_date(found);
END $$;

CREATE OR REPLACE FUNCTION mortise.weekdays_until(day date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (day - date '0001-01-01' + 1) / 7 * 5 + least((day - date '0001-01-01' + 1) % 7, 5);

CREATE OR REPLACE FUNCTION mortise.workdays_between(earlier date, later date, days_off date[], days_on date[])
    RETURNS numeric
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    first_day date := mortise.real_date(least(earlier, later));
    last_day date := mortise.real_date(greatest(earlier, later));
    days integer;
BEGIN
    IF earlier IS NULL OR later IS NULL THEN
        RETURN NULL;
    END IF;
    days := mortise.weekdays_until(last_day) - mortise.weekdays_until(first_day)
        + CASE WHEN extract(isodow FROM first_day) < 6 THEN 1 ELSE 0 END
        + (SELECT count(DISTINCT day) FROM unnest(days_on) AS day
            WHERE day BETWEEN first_day AND last_day AND extract(isodow FROM day) > 5)
        - (SELECT count(DISTINCT day) FROM unnest(days_off) AS day
            WHERE day BETWEEN first_day AND last_day AND extract(isodow FROM day) < 6);
    RETURN CASE WHEN earlier <= later THEN days ELSE -days END;
END $$;

-- Lists --------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION mortise.date_texts(parts date[]) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT array_agg(to_char(mortise.real_date(part), 'YYYY-MM-DD') ORDER BY place)
        FROM unnest(parts) WITH ORDINALITY AS element(part, place);
    END;

CREATE OR REPLACE FUNCTION mortise.moment_texts(parts timestamptz[], zone text) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT array_agg(to_char(timezone(zone, part), 'YYYY-MM-DD HH24:MI') ORDER BY place)
        FROM unnest(parts) WITH ORDINALITY AS element(part, place);
    END;

CREATE OR REPLACE FUNCTION mortise.filled_list(elements anyarray) RETURNS anyarray
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN cardinality(elements) > 0 THEN elements END $$;

CREATE OR REPLACE FUNCTION mortise.sum(elements numeric[]) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC SELECT pg_catalog.sum(element) FROM unnest(elements) AS element; END;

CREATE OR REPLACE FUNCTION mortise.average(elements numeric[]) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT round(pg_catalog.sum(element), 52) / nullif(pg_catalog.count(element), 0)
        FROM unnest(elements) AS element;
    END;

CREATE OR REPLACE FUNCTION mortise.smallest(elements anyarray) RETURNS anyelement
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.min(element) FROM unnest(elements) AS element $$;

CREATE OR REPLACE FUNCTION mortise.greatest(elements anyarray) RETURNS anyelement
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.max(element) FROM unnest(elements) AS element $$;

CREATE OR REPLACE FUNCTION mortise.count(elements anyarray) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT coalesce(cardinality(array_remove(elements, NULL)), 0)::numeric $$;

CREATE OR REPLACE FUNCTION mortise.count_unique(elements anyarray) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.count(DISTINCT element)::numeric FROM unnest(elements) AS element $$;

CREATE OR REPLACE FUNCTION mortise.unique_values(elements anyarray) RETURNS anyarray
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT array_agg(element ORDER BY place)
        FROM (
            SELECT element, pg_catalog.min(place) AS place
            FROM unnest(elements) WITH ORDINALITY AS one(element, place)
            WHERE element IS NOT NULL
            GROUP BY element
        ) AS found
    $$;

CREATE OR REPLACE FUNCTION mortise.item(elements anyarray, place numeric) RETURNS anyelement
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT (array_remove(elements, NULL))[
            CASE WHEN place < 0 THEN cardinality(array_remove(elements, NULL)) + 1 + mortise.whole(place)
                ELSE mortise.whole(place) END]
    $$;

CREATE OR REPLACE FUNCTION mortise.includes_all(elements anyarray, wanted anyarray) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT elements @> array_remove(wanted, NULL) AND mortise.count(wanted) > 0 $$;

CREATE OR REPLACE FUNCTION mortise.count_if(elements anyarray, wanted anyelement) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT pg_catalog.count(*)::numeric FROM unnest(elements) AS element WHERE element = wanted
    $$;

CREATE OR REPLACE FUNCTION mortise.sum_if(elements anyarray, wanted anyelement, numbers numeric[]) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT CASE WHEN cardinality(elements) = cardinality(numbers) THEN (
            SELECT pg_catalog.sum(number) FROM unnest(elements, numbers) AS pair(element, number)
            WHERE element = wanted) END
    $$;

CREATE OR REPLACE FUNCTION mortise.list_if(elements anyarray, wanted anyelement, results anycompatiblearray)
    RETURNS anycompatiblearray
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT CASE WHEN cardinality(elements) = cardinality(results) THEN (
            SELECT array_agg(result ORDER BY place)
            FROM unnest(elements, results) WITH ORDINALITY AS one(element, result, place)
            WHERE element = wanted) END
    $$;

CREATE OR REPLACE FUNCTION mortise.look_up(wanted anyelement, limits anyarray, results anycompatiblearray)
    RETURNS anycompatible
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT CASE WHEN cardinality(limits) = cardinality(results) AND wanted IS NOT NULL THEN (
            SELECT result
            FROM unnest(limits, results) WITH ORDINALITY AS one(lower_limit, result, place)
            WHERE lower_limit IS NULL OR lower_limit <= wanted
            ORDER BY lower_limit DESC NULLS LAST, place
            LIMIT 1) END
    $$;
