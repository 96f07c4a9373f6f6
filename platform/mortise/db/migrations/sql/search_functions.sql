-- What the search index holds of a record. The same parts as engines/form/grams.py and engines/form/spelling.py make; a
-- test compares them. Indexes hold what this function gave when a record was written: a change of what it gives needs
-- another name, so that they are built anew.

CREATE OR REPLACE FUNCTION mortise.other_readings(letter text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{"丁":"zheng","万":"mo","不":"fou fu","且":"cu ju","个":"gan","串":"guan quan","乃":"ai","么":"ma mo yao","之":"zhu","乍":"zuo","乐":"yue","乘":"sheng","乙":"jue","也":"yi","乾":"gan","了":"liao","予":"zhu","事":"zi","于":"wei xu","亏":"yu","些":"suo","亡":"wu","亢":"gang geng","亥":"jie","亨":"peng xiang","亲":"qing","什":"shi","仅":"fu nu","仇":"ju qiu","介":"ge","从":"zong","仔":"zi","他":"tuo","令":"lian","以":"si","仰":"ang","件":"mou","价":"jie","任":"lin","份":"bin","仿":"pang","伎":"qi zhi","休":"xu","众":"yin","会":"kuai","传":"zhuan","伯":"ba bai mo","伴":"pan","伺":"si","似":"si","佃":"tian","但":"tan yan","位":"li","体":"ben cui","余":"tu xu","佛":"bi bo fo","佬":"liao","佰":"mo","例":"lie","侗":"tong","侥":"yao","侧":"ze zhai","便":"pian","促":"chuo","俊":"dun shun","俏":"xiao","俞":"shu","信":"shen","俩":"liang","俺":"yan","倍":"pei","倘":"chang","倚":"ji","倪":"nie","假":"ge jie xia","傀":"kuai kui","傍":"beng pang peng","僚":"lao","僧":"ceng","儿":"ren","允":"yuan","兄":"kuang","免":"wan wen","兑":"duo rui","兔":"chan","六":"lu","共":"hong","其":"ji","典":"tian","兹":"ci","内":"na rui","冉":"dan nan","册":"zha","冒":"mo","冯":"ping","冰":"ning","冷":"ling","净":"cheng","凹":"wa","凿":"zuo","刀":"diao","切":"qi","划":"guo huai","列":"li","刨":"bao","券":"xuan","刹":"cha","刺":"qi","刻":"kei","削":"qiao shao xiao","前":"jian","剖":"po","剥":"bao pu","副":"pi","剿":"chao","助":"chu","劲":"jing","勒":"le","募":"bo","勤":"qi","勺":"di shuo zhuo","勿":"mo","匀":"jun","包":"fu pao","化":"huo","匙":"chi","匡":"wang","匪":"fen","区":"ou","匿":"te","半":"pan","卑":"ban bi pi","卒":"cu cui","单":"chan shan","南":"na","卜":"bu pu","卞":"pan","占":"tie","卡":"qia","卤":"xi","印":"yi","卵":"kun","卷":"gun jun quan","厂":"an han yan","厕":"si","厘":"chan","厦":"xia","参":"cen shen","受":"dao","古":"ku","句":"gou qu","召":"shao","叭":"pa","可":"ge","台":"si yi","叶":"xie","号":"xiao","司":"ci","叹":"yi you","吁":"yu","吃":"qi","合":"ge","吓":"ha he","吞":"tian","吟":"jin","否":"pi","吧":"pa","吨":"tun","吩":"pen","听":"yi yin","吭":"hang","吱":"qi zi","吴":"tun","吵":"miao","吾":"ya yu","呀":"xia","呆":"ai bao","呈":"kuang","告":"gu ju","呐":"ne nuo","员":"yun","呢":"ni","味":"mei","呵":"a ha huo ke","呼":"he xia xiao xu","咀":"zui","咋":"ze zha","和":"hu huo","咎":"gao","咖":"ga jia","咬":"jiao","咯":"ka lo luo","咱":"za","咳":"gai hai","咸":"jian","咽":"ye yuan","哆":"chi die zha","哇":"gui hua","哈":"he sha ta","哦":"e","哨":"sao xiao","哩":"mai ying","哪":"nai ne nei nie nuo","哮":"xue","哺":"fu","哼":"hng","唆":"shua","唇":"zhen","唬":"guo hao xia xiao","售":"shu","啄":"zhou","啊":"e","啡":"bai pai pei","喀":"ke","喊":"jian kan","喜":"chi","喝":"kai ye","喳":"cha","嗽":"shu shuo","嘘":"shi","嘲":"zhao","嘿":"mo mu","噎":"sha yi","噶":"ge","嚣":"ao","嚼":"jiao","团":"qiu","囤":"tun","园":"wan","囱":"chuang","圈":"juan","土":"cha du","圣":"ku","地":"de","圾":"jie","均":"yun","坏":"pei pi","坑":"kang","块":"yue","坯":"huai","坷":"jiong","垂":"zhui","垦":"yin","埃":"zhi","埋":"man","埔":"bu","培":"pi pou","堆":"zui","堕":"hui","堡":"bu pu","堤":"shi ti wei","堪":"chen","堵":"zhe","塌":"da","塔":"da","塞":"se","填":"chen zhen","墅":"ye","增":"ceng","墨":"mei","声":"qing","壳":"qiao","壹":"yin","夏":"jia","夕":"yi","大":"dai tai","太":"ta","央":"ying","夯":"ben","失":"yi","夹":"ga","奇":"ai ji yi","奋":"kang","奏":"cou","契":"jie qie xie","奔":"fen","奠":"ding ting zheng zun","奥":"you yu","女":"ru","奸":"gan","她":"chi jie","妖":"jiao","姐":"ju xu zu","姓":"sheng","姚":"tao tiao","姥":"mu","姬":"yi","娃":"gui","娜":"nuo","娩":"wan wen","娶":"ju shu","宁":"zhu","它":"tuo yi","宅":"che du","完":"kuan","宛":"yu yuan yun","客":"qia","宪":"xiong","害":"he","家":"gu jie","容":"yong","宿":"qi xiu","察":"cui","寨":"qian se","寺":"shi","寻":"xin","封":"bian","射":"ye yi","将":"qiang","尉":"yu yun","尚":"chang","尹":"yun","尺":"che","尾":"yi","尿":"sui","居":"ji","屈":"ju jue que","屎":"xi","屏":"bing","属":"zhu","屯":"zhun","屹":"ge","岂":"kai","峙":"shi","崎":"yi","嵌":"han kan","巡":"shun yan","巨":"qu","差":"chai ci cuo jie","己":"qi","已":"si","巳":"yi","巷":"hang","币":"yin","市":"fu","帕":"mo","帘":"chen","帧":"zheng","幅":"bi","幕":"man","幢":"zhuang","干":"an","平":"beng bing pian","年":"ning","幸":"nie","幼":"yao","广":"an yan","庄":"peng","庇":"pi","底":"de","度":"duo zhai","庶":"zhe zhu","弄":"long","式":"te","弟":"ti tui","弹":"tan","强":"jiang","彦":"pan","彬":"ban","彭":"bang pang","徊":"hui","得":"dei","御":"ya","忱":"dan","怀":"fu","怕":"bo","怜":"ling","思":"sai","怠":"yi","怨":"yun","恃":"zhi","恍":"guang","恫":"tong","恶":"wu","恿":"tong","惊":"liang","惰":"tuo","惹":"ruo","愁":"jiu qiao","愉":"tou","感":"han","慎":"zhen","憾":"dan","懊":"yu","戌":"qu","戎":"reng","戏":"hu","或":"yu","戚":"cu","房":"pang","扁":"pian","才":"zai","扎":"za","扑":"pi","扒":"bai bie pa","扛":"gang","扭":"chou zhou","扮":"fen huo","扰":"you","扳":"pan","扶":"pu","找":"hua","承":"zheng","技":"qi","抄":"suo","把":"pa","投":"dou","抗":"gang","折":"she ti","抨":"beng","抬":"chi","抱":"pao pou","抵":"qi zhi","抹":"ma","押":"jia xia","拂":"bi fei pi","担":"jie","拆":"ca che chi","拈":"dian","拌":"pan","拍":"bo","拎":"ling","拓":"ta zhi","拔":"bei bie bo fa","拖":"chi","拘":"gou","招":"qiao shao","择":"zhai","括":"gua","拱":"ju","拴":"quan","拼":"bing","拽":"ye","拾":"jie she","挎":"kou ku","挑":"diao tao","挝":"zhua","挟":"jia","挫":"zuo","捆":"hun","捌":"bie","捍":"gan xian","捎":"qiao xiao","捐":"yuan","捧":"feng","捶":"duo","捷":"cha qie","捻":"nie","掀":"hen","掇":"zhuo","掉":"nuo","排":"bai","掘":"ku","探":"xian","接":"cha sha xie","控":"qiang","措":"ci ze","掸":"shan","掺":"chan shan","揍":"cou","描":"mao","提":"chi di shi","插":"zha","揖":"ji","握":"ou","揣":"duo tuan zhui","揩":"jia","揭":"he qi","援":"huan","搓":"chai","搜":"shao xiao","搞":"kao qiao","搬":"su","搭":"ta","摧":"cuo zui","摩":"ma mi","撅":"gui","撇":"bie","撕":"xi","撩":"lao","撮":"chua zuan zui zuo","撰":"suan xuan","攒":"cuan","攘":"ning xiang","支":"qi","敌":"hua","敞":"cheng zheng","敦":"dao diao dui tuan tun zhun","数":"shuo","斗":"zhu","斜":"cha xia ye","斡":"guan","斥":"che zhe","斯":"shi","方":"feng pang wang","施":"yi","旁":"bang beng peng","族":"cou sou zou","无":"mo","既":"xi","旬":"jun","昂":"yang","昆":"hun","明":"meng","昔":"cuo","映":"yang","昧":"mo wen","是":"ti","景":"ying","暇":"jia","暖":"xuan","暴":"bo pu","曝":"bao","曾":"zeng","最":"cuo","月":"ru","有":"wei","服":"bi bo","朝":"zhao zhu","期":"ji","末":"me","札":"ya","术":"zhu","朱":"shu","朴":"piao po","机":"wei","杂":"duo","杉":"sha","杜":"tu","杠":"gong","杭":"kang","枉":"kuang","析":"si","枕":"chen","果":"guan luo","枝":"qi","枯":"gu","柏":"bo","某":"mei","柑":"qian","柜":"ju","柞":"ze zuo","柠":"chu zhu","查":"chai zha","柴":"ci zhai zi","栅":"ce shan","栓":"quan","栖":"xi","栗":"lie","校":"jiao qiao","核":"gai hu kai","格":"he luo","桃":"tiao zhao","桅":"gui","桐":"dong","桔":"jie xie","梢":"sao xiao","梧":"yu","梭":"xun","棋":"ji","棍":"ao hun","棱":"cheng ling","棵":"kuan","椎":"zhui","楷":"jie","概":"gui jie","榜":"beng pang peng","槛":"jian","槽":"zao","模":"mu","横":"guang huang","橙":"chen deng","檀":"shan","次":"zi","款":"xin","歇":"ya","歹":"e","殖":"shi","殷":"yan","毋":"mou","母":"wu","毒":"dai","比":"pi","氏":"jing zhi","氓":"meng","汀":"ding","汁":"shi xie","汕":"shuan","汗":"gan","池":"che tuo","汤":"shang","汪":"hong","汽":"gai yi","汾":"pen","沂":"yin","沈":"chen tan","沏":"qie","沙":"suo","没":"me mo","沮":"jian zu","沸":"fu","治":"chi","沾":"chan dian tian","泄":"yi","泅":"you","泊":"bo","泌":"bi","泛":"fa feng","泞":"zhu","波":"bei bi","泣":"li se","泥":"nie ning","注":"zhou","泵":"liu pin","洁":"ji","洋":"xiang","洒":"cui sen xi xian xun","洗":"xian","洞":"tong","活":"guo","洼":"gui","洽":"he","派":"bai mai pa","浅":"jian","浚":"cun xun","浩":"gao ge","浸":"qin","涂":"chu ye","涉":"die","涌":"chong","涎":"dian yan","涡":"guo","涣":"hui","涪":"pou","液":"shi","淌":"chang","淑":"chu","淖":"chuo zhao zhuo","淡":"tan yan","淫":"yan yao","淬":"zu","淳":"zhun","混":"gun kun","渠":"ju","温":"yun","港":"hong","渴":"he jie kai","游":"liu","湃":"ba","湍":"zhuan","湛":"chen dan jin shen tan yin","溃":"hui","溉":"xie","溪":"qi","溯":"shuo","溺":"niao ruo","滇":"tian zhen","滋":"ci xuan","滑":"gu","漂":"biao","漆":"qie","潘":"bo fan","潦":"liao","潭":"dan xun yin","澄":"deng","澡":"cao","澳":"yu","激":"jiao","瀑":"bao bo","灌":"huan","灯":"ding","炎":"tan","炔":"que xue","炕":"hang","炮":"bao","烙":"luo","烛":"chong","烟":"yin","焉":"yi","焦":"qiao","熙":"yi","熟":"shou","燥":"sao","爆":"bo","爪":"zhua","片":"pan","牟":"mao mu","牢":"lou","狂":"jue","狄":"ti","狠":"hang ken yan","狡":"xiao","狼":"hang","猎":"que xi","猫":"miao","率":"lve shuai","王":"yu","琢":"zhuo","甄":"juan","甘":"han","甫":"pu","甭":"qi","由":"yao","甸":"sheng tian ying","畜":"xu","番":"bo pan pi po","畸":"qi","疑":"ning","疙":"yi","疟":"yao","疵":"ji zhai zi","疹":"chen","痕":"gen","痪":"tuan","瘟":"wo yun","癌":"yan","登":"de","白":"bo","百":"bo mo","的":"di","皇":"wang","皋":"gu hao","皖":"huan","皿":"ming","盅":"chong","盒":"an","盖":"ge","盛":"cheng","盟":"ming","盯":"cheng","盼":"fen","盾":"shun yun","省":"xian xing","眠":"min","眩":"huan juan","眼":"wen","着":"zhao zhuo","睫":"she","瞥":"bi","矣":"xian","石":"dan","砌":"qie","研":"xing","砰":"ping","硅":"he","硝":"qiao","硫":"chu","硬":"geng","碌":"liu luo","碟":"she","碱":"xian","磅":"pang","磷":"ling","磺":"gong kuang","示":"qi zhi","祁":"zhi","祈":"gui","祖":"jie","祝":"chu zhou","祭":"zhai","离":"chi","种":"chong","秘":"bi bie","租":"ju","秤":"ping","积":"zhi","称":"chen","秸":"ji","移":"chi","税":"tuan tui tuo","稠":"diao tiao","稽":"qi","穴":"jue","穿":"yuan","窒":"die","窖":"zao","窗":"cong","立":"wei","童":"zhong","筋":"qian","筒":"dong","簇":"chuo cou","簿":"bo","籍":"jie","粘":"nian","粥":"yu","粹":"sui","精":"qing","糜":"mei","系":"ji","累":"lie lv","絮":"chu na nv","繁":"pan po","红":"gong","纤":"qian","约":"yao","纶":"guan","给":"ji","络":"lao","绰":"chao","综":"zeng","绿":"lu","缉":"qi","缩":"su","缴":"zhuo","缺":"kui","羡":"yan yi","羹":"lang","羽":"hu","翟":"zhai","而":"neng","耐":"neng","耗":"mao","耙":"pa","耳":"reng","耶":"xie","聊":"liu","聘":"ping","肄":"si","肆":"ti","肉":"ru","肋":"jin lei","肢":"shi","肥":"bi","肩":"xian","肮":"gang hang","育":"yo zhou","肺":"pei","胆":"da tan","胖":"pan","胜":"qing xing","胞":"pao","胳":"ga","胶":"xiao","胺":"e","能":"nai tai xiong","脉":"mo","脚":"jue","脯":"fu","脱":"tui","脾":"bi pai","腊":"xi","腔":"kong","膀":"pang","膊":"lie po","膘":"piao","臂":"bei","臭":"xiu","至":"die","致":"zhui","舌":"gua","舍":"shi","舒":"yu","舔":"tan","般":"bo pan","色":"shai","艾":"yi","芋":"xu","芍":"di que xiao","芒":"huang wang","芥":"gai","芦":"hu","芭":"pa","苑":"yu yun","苛":"he","苞":"biao pao","若":"re","苦":"gu hu","苫":"chan tian","英":"yang","苹":"peng","茁":"zhu","茄":"qie","茧":"chong","茫":"huang","茬":"chi","草":"zao","荒":"kang","荤":"xun","莆":"fu","莉":"chi","莎":"sui suo","莫":"mu","菏":"ge","菩":"bei bo","萌":"ming","落":"la lao","著":"chu zhao zhe zhuo","葡":"bei","董":"zhong","葱":"chuang","蒲":"bo","蓑":"sui","蓝":"la","蔓":"wan","蔚":"yu","蔡":"ca sa","蔫":"yan","蔽":"bie pie","蕉":"qiao","蕊":"juan","薄":"bo bu","藉":"jie","藏":"zang","藐":"mo","虑":"bi","虫":"hui","虹":"gong jiang","虾":"ha","蚌":"beng feng pi","蚕":"tian","蚤":"zhao","蛆":"ju","蛇":"chi tuo yi","蛙":"jue","蛤":"e ge","蛾":"yi","蜒":"dan","蜕":"yue","蜡":"ji qu zha","蝎":"he","蝶":"tie","血":"xie","行":"hang heng","衙":"yu","衰":"cui suo","袍":"bao","袒":"zhan","袜":"mo","被":"bi pi","裳":"chang","裴":"fei","褥":"nu","褪":"tun","见":"xian","觉":"jiao","角":"gu jue lu","解":"xie","言":"yin","詹":"dan","许":"hu","识":"zhi","说":"shui yue","读":"dou","谁":"shei","调":"tiao","谜":"mei","谷":"lu yu","豁":"hua","豫":"shu xie","貉":"he ma mo","貌":"mo","贾":"gu","赚":"zuan","赦":"ce","赫":"shi","赶":"qian","趁":"nian zhen","超":"tiao","越":"huo","趟":"cheng zheng","趣":"cou cu zou","足":"ju","跋":"bei","跌":"tu","跑":"bo","跨":"ku","路":"luo","跳":"diao tao","踢":"die","踩":"kui","蹄":"di","蹲":"cuan cun qun zun","躇":"chuo","身":"juan","车":"ju","轧":"ga zha","转":"zhuai","辗":"zhan","辟":"bi mi","辨":"ban pian","达":"ta ti","还":"fu huan","这":"zhei","迫":"pai","迭":"da yi","追":"dui tui","适":"kuo","透":"shu","逐":"di tun zhou","逗":"qi tou zhu","逛":"kuang","逞":"ying","造":"cao","逢":"pang peng","逮":"di","逾":"dou","遁":"qun xun","遇":"ou yong","遗":"wei","邑":"e","邓":"shan","邢":"geng","那":"nai ne nei nuo","邪":"she xu ya ye","郝":"shi","部":"pou","郴":"lan","都":"du","酪":"lu luo","酮":"chong dong","醋":"zuo","醒":"cheng jing","醛":"chuo","重":"chong tong","野":"shu","钥":"yue","铅":"yan","铣":"xian","镐":"hao","长":"chang","阮":"yuan","阻":"zhu","阿":"e","陀":"duo","附":"bu","陆":"liu","降":"xiang","限":"wen","除":"shu zhu","陶":"dao yao","隋":"duo tuo","隔":"ji rong","隘":"e","隧":"zhui","隶":"dai di yi","雀":"qiao","雇":"hu","零":"lian","需":"nuo ru ruan","震":"shen","霍":"he suo","露":"lou","霸":"po","青":"jing","靡":"ma","革":"ji","鞋":"wa","鞘":"shao","鞠":"qiong qu","顿":"du","颈":"geng","颤":"zhan","食":"si yi","餐":"sun","驮":"duo","骸":"gai","魁":"kuai","魄":"bo tuo","鸟":"diao","鹿":"lv","鼎":"zhen","齐":"ji","龟":"jun qiu"}'::jsonb ->> letter;

-- Loops, since a query would cost more than it does for the few letters of a record, and as few regular expressions as
-- there can be, since each of them costs as much as many letters. The cost keeps the planner from computing it again for
-- rows that the index can tell of.
CREATE OR REPLACE FUNCTION mortise.search_tokens(sort_key text, texts text[], longest integer) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
DECLARE
    small CONSTANT text := 'abcdefghijklmnopqrstuvwxyz';
    tokens text[] := '{}';
    value text;
    size integer;
    word text;
    mark text;
    place integer := 255;
    pieces text[];
    piece text;
    next integer := 1;
    others text;
    here text[];
    before text[] := '{}';
    syllable text;
    earlier text;
BEGIN
    FOREACH value IN ARRAY texts LOOP
        place := place + 1;
        CONTINUE WHEN value IS NULL;
        mark := chr(place);
        IF char_length(value) > longest THEN
            tokens := array_append(tokens, mark);
            value := left(value, longest);
        END IF;
        value := mortise.fold(value);
        size := char_length(value);
        IF size = octet_length(value) AND size <= 1000 AND strpos(value, E'\x7f') = 0 THEN
            -- Nothing but ASCII, of which each letter is found at once: numbers, addresses of mail, English.
            FOREACH word IN ARRAY string_to_array(translate(value, E'\t\n\r', '   '), ' ') LOOP
                FOR at IN 1 .. octet_length(word) LOOP
                    tokens := array_append(tokens, mark || substr(word, at, 3));
                END LOOP;
            END LOOP;
            CONTINUE;
        END IF;
        FOREACH word IN ARRAY string_to_array(translate(value, E'\t\n\r\u00a0', '    '), ' ') LOOP
            IF char_length(word) > 200 THEN
                -- To find a letter takes the longer the farther back it stands.
                pieces := string_to_array(word, NULL) || ARRAY['', ''];
                FOR at IN 1 .. char_length(word) LOOP
                    tokens := array_append(tokens, mark || pieces[at] || pieces[at + 1] ||
                        CASE WHEN pieces[at] COLLATE "C" > '~' THEN '' ELSE pieces[at + 2] END);
                END LOOP;
            ELSE
                FOR at IN 1 .. char_length(word) LOOP
                    tokens := array_append(tokens, mark || substr(word, at,
                        CASE WHEN substr(word, at, 1) COLLATE "C" > '~' THEN 2 ELSE 3 END));
                END LOOP;
            END IF;
        END LOOP;
    END LOOP;
    IF octet_length(sort_key) > char_length(sort_key) THEN
        pieces := string_to_array(sort_key, ' ');
        WHILE next <= cardinality(pieces) LOOP
            piece := ltrim(pieces[next], '0123456789');
            IF ltrim(piece, small) <> '' AND translate(piece, small, '') <> piece THEN
                -- Letters beside others: each run of them stands for itself.
                pieces := pieces[: next - 1]
                    || string_to_array(ltrim(regexp_replace(piece, '[^a-z]+', ' ', 'g'), ' '), ' ')
                    || pieces[next + 1 :];
                CONTINUE;
            END IF;
            next := next + 1;
            CONTINUE WHEN piece COLLATE "C" < 'a' OR piece COLLATE "C" >= '{';
            others := NULL;
            IF next < cardinality(pieces) AND char_length(pieces[next]) = 1
                AND pieces[next] COLLATE "C" NOT BETWEEN 'a' AND 'z'
            THEN
                others := mortise.other_readings(pieces[next]);
                next := next + 1;
            END IF;
            IF others IS NULL AND cardinality(before) <= 1 THEN
                tokens := array_append(tokens, '~' || piece);
                IF cardinality(before) = 1 THEN
                    tokens := array_append(tokens, '^' || left(before[1], 1) || left(piece, 1));
                END IF;
                before := ARRAY[piece];
                CONTINUE;
            END IF;
            here := piece || string_to_array(others, ' ');
            FOREACH syllable IN ARRAY here LOOP
                tokens := array_append(tokens, '~' || syllable);
                FOREACH earlier IN ARRAY before LOOP
                    tokens := array_append(tokens, '^' || left(earlier, 1) || left(syllable, 1));
                END LOOP;
            END LOOP;
            before := here;
        END LOOP;
    END IF;
    RETURN array_to_tsvector(tokens);
END $$;
